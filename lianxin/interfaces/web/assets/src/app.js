// Makes the pages livelier where there is a script; every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import "./app.scss";
import "./aloud.js";

// The components look for these names before they start.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

createAll(Button, { preventDoubleClick: true });
for (const Component of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(Component);
}

// While somebody types, what is known nearby is asked for. It is a help: where it fails, nothing is said.
for (const place of document.querySelectorAll("[data-near]")) {
  const { near, nearFields } = place.dataset;
  const form = place.closest("form");
  const told = () => {
    const fields = new FormData();
    for (const name of ["csrfmiddlewaretoken", ...nearFields.split(" ")]) {
      const field = form.elements.namedItem(name);
      if (field) fields.set(name, field.value);
    }
    return fields;
  };
  let waiting = 0;
  let newest = 0;
  const ask = async () => {
    newest += 1;
    const number = newest;
    const response = await fetch(near, { method: "POST", body: told() }).catch(() => null);
    if (number === newest && response && response.ok) place.innerHTML = await response.text();
  };
  form.addEventListener("input", (event) => {
    if (!nearFields.split(" ").includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 700);
  });
}

// What helps while a report is written is loaded with its pages only.
if (document.querySelector("[data-report]")) import("./report.js");
