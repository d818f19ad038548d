// Lets a digit go to the choice that bears it, where nobody is typing: 2 and Enter takes the second one.
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPING)) {
    return;
  }
  const choice = /^[1-9]$/.test(event.key) && document.querySelector(`[data-digit="${event.key}"]`);
  if (choice) {
    event.preventDefault();
    choice.focus();
  }
});
