// Makes the pages livelier where there is a script; every page works without it.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { ButtonMenu } from "@ministryofjustice/frontend";
import htmx from "htmx.org";
import "./app.scss";

const COMPONENTS = [
  [Accordion],
  [Button, { preventDoubleClick: true }],
  [CharacterCount],
  [Checkboxes],
  [ErrorSummary],
  [NotificationBanner],
  [PasswordInput],
  [Radios],
  [ServiceNavigation],
  [SkipLink],
  [Tabs],
  [ButtonMenu],
];

// The components look for these names before they start.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

function complain(error) {
  // A parent that is searched again still holds components that have started.
  if (error.name !== "InitError") {
    console.error(error);
  }
}

function start(scope) {
  for (const [Component, config] of COMPONENTS) {
    createAll(Component, config, { scope, onError: complain });
  }
}

Object.assign(htmx.config, {
  allowEval: false, // the content security policy forbids it anyway
  allowScriptTags: false,
  includeIndicatorStyles: false, // an inline style sheet would be refused; ours is in pages.scss
  historyCacheSize: 0, // a page with a telephone number never stays behind in the browser's storage
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
});

// htmx announces each piece of page that it brings, and at first the body itself.
htmx.onLoad((piece) => start(piece.parentElement ?? piece));

document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token && detail.verb !== "get") {
    detail.headers["X-CSRFToken"] = token.value;
  }
});
