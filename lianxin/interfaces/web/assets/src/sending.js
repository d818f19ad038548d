// Sending a file by itself, while the rest of a form is still being written.
export const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

export const sent = (url, name, file, progress) =>
  new Promise((done, failed) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of how much is on its way
    const body = new FormData();
    body.set("csrfmiddlewaretoken", csrf());
    body.set(name, file);
    request.upload.onprogress = ({ loaded, total }) => progress(Math.round((100 * loaded) / total));
    request.onload = async () => {
      await released();
      if ([200, 422].includes(request.status)) done(request);
      else failed(new Error(request.status));
    };
    request.onerror = () => failed(new Error("offline"));
    request.open("POST", url);
    request.send(body);
  });

// What comes meanwhile waits until no finger is down: a button that moves away under it would not be pressed.
let down = false;
const lifted = [];
const lift = () => setTimeout(() => {
  down = false; // after the click that belongs to it
  for (const go of lifted.splice(0)) go();
});
addEventListener("pointerdown", () => (down = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lift, true);
const released = () => (down ? new Promise((go) => lifted.push(go)) : Promise.resolve());

// Leaving the page now would lose what is on its way: `onWay` returns a promise of whether it got through, or null.
export const held = (form, onWay, waiting) => {
  let goesOn = false; // the page is left as soon as it is there
  form.addEventListener("submit", async (event) => {
    const coming = onWay();
    if (!coming) return;
    event.preventDefault();
    if (goesOn) return;
    goesOn = true;
    waiting();
    const fine = await coming;
    goesOn = false;
    if (!fine) return; // it says so, and how to go on
    if (form.requestSubmit) form.requestSubmit(event.submitter);
    else form.submit();
  });
  return () => goesOn;
};
