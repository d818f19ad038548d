// Says how many tickets came onto a list while it is read. Nothing moves: they are shown when somebody asks for them.
const EVERY = 20_000; // milliseconds
const place = document.querySelector("[data-news]");

if (place) {
  const listed = () =>
    new Set([...document.querySelectorAll(".lx-rows .lx-number, .lx-desk__rows .lx-number")].map((one) => one.textContent.trim()));
  const come = new Set();
  let { since } = place.dataset;
  let tag = "";

  const tell = () => {
    const known = listed();
    const count = [...come].filter((number) => !known.has(number)).length;
    if (!count || place.dataset.count === String(count)) return;
    place.dataset.count = count;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = location.href;
    link.textContent = place.dataset.show;
    place.replaceChildren(`${place.dataset.text} ${count} `, link);
  };

  const ask = async () => {
    if (document.hidden) return;
    const url = new URL(place.dataset.news, location.href); // which says what the list is narrowed down to
    url.searchParams.set("since", since);
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(url, { headers }).catch(() => null);
    if (answer?.status !== 200 || answer.redirected) return; // nothing new, or nothing to be had now
    const said = await answer.json();
    tag = answer.headers.get("ETag");
    since = said.until;
    for (const number of said.new) come.add(number);
    tell();
  };

  setInterval(ask, Number(place.dataset.every) || EVERY);
  document.addEventListener("visibilitychange", ask);
}
