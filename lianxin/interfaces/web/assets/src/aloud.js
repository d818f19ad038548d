// Reads a page aloud where the browser can speak: sentence by sentence, since long texts are cut off.
const bar = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;

const sentences = (text) => text.match(/[^。！？；.!?;\n]+[。！？；.!?;\n]*/g) ?? [];

if (bar && speech) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "lx-letters__button lx-letters__button--aloud";
  const say = (reading) => {
    button.textContent = reading ? bar.dataset.aloudStop : bar.dataset.aloud;
    button.setAttribute("aria-pressed", String(reading));
  };
  const stop = () => {
    speech.cancel();
    say(false);
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      stop();
      return;
    }
    const parts = sentences(document.querySelector("main").innerText).filter((part) => part.trim());
    parts.forEach((part, number) => {
      const spoken = new SpeechSynthesisUtterance(part);
      spoken.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
      spoken.rate = 0.9;
      if (number === parts.length - 1) spoken.addEventListener("end", stop);
      speech.speak(spoken);
    });
    say(parts.length > 0);
  });
  window.addEventListener("pagehide", stop);
  say(false);
  bar.append(button);
  bar.hidden = false;
}
