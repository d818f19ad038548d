// Draws the charts of a page. Until then, and wherever it fails, their tables stand open and say the same.
const motionless = matchMedia("(prefers-reduced-motion: reduce)").matches;

const part = (frame, name) => frame.querySelector(`[data-plot-${name}]`);

const start = async (frame) => {
  const figure = frame.closest("figure");
  const state = part(frame, "state");
  frame.hidden = false;
  try {
    const { draw } = await import("./drawing.js");
    const data = JSON.parse(document.getElementById(`${figure.id}-data`).textContent);
    const drawn = draw(part(frame, "drawing"), data, { motionless });
    state.hidden = true;
    part(figure, "table").open = false;
    listen(frame, data, drawn);
    picture(figure, drawn);
  } catch (fault) {
    state.textContent = state.dataset.failed;
    part(frame, "drawing").hidden = true;
    throw fault;
  }
};

// Arrow keys go from figure to figure and say each; Enter lists the requests behind it.
const listen = (frame, data, drawn) => {
  const told = part(frame, "told");
  let label = -1;
  let series = 0;
  const say = () => {
    drawn.point(series, label);
    const named = data.series.map((one) => `${one.name} ${one.told[label]}`);
    const chosen = data.series.length > 1 ? named[series] : data.series[0].told[label];
    told.textContent = `${data.labels[label]}: ${chosen}`;
  };
  const steps = {
    ArrowRight: () => (label = Math.min(label + 1, data.labels.length - 1)),
    ArrowLeft: () => (label = Math.max(label - 1, 0)),
    Home: () => (label = 0),
    End: () => (label = data.labels.length - 1),
    ArrowDown: () => (series = (series + 1) % data.series.length),
    ArrowUp: () => (series = (series + data.series.length - 1) % data.series.length),
  };
  const go = () => {
    const url = data.series[series].values[label] && data.series[series].urls[label];
    if (url) location.assign(url);
  };
  part(frame, "drawing").addEventListener("keydown", (event) => {
    if (event.key in steps) {
      steps[event.key]();
      label = Math.max(label, 0);
      say();
      event.preventDefault();
    } else if (event.key === "Enter" && label >= 0) {
      go();
    } else if (event.key === "Escape") {
      drawn.leave();
    }
  });
  part(frame, "drawing").addEventListener("blur", () => drawn.leave());
  drawn.chosen((at, of) => {
    [label, series] = [at, of];
    go();
  });
};

const picture = (figure, drawn) => {
  const button = part(figure, "png");
  const title = figure.querySelector("figcaption").textContent.trim();
  button.hidden = false;
  button.addEventListener("click", async () => {
    const file = await drawn.png(title);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${figure.id.replace("plot-", "")}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
};

for (const frame of document.querySelectorAll("[data-plot]")) start(frame);
