// One chart in the page's colours; tips are drawn and not written as HTML, for a strict content security policy.
import { BarChart, FunnelChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, FunnelChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const ROW = 30; // pixels that a bar takes
const NARROW = 600;

const look = (place) => {
  const said = getComputedStyle(document.documentElement);
  const colour = (name) => said.getPropertyValue(`--lx-${name}`).trim();
  return {
    ink: colour("ink"),
    soft: colour("ink-soft"),
    edge: colour("paper-edge"),
    ground: colour("ground"),
    series: [1, 2, 3].map((number) => colour(`series-${number}`)),
    font: getComputedStyle(place).fontFamily,
  };
};

export const draw = (place, data, { motionless }) => {
  let skin = look(place);
  const many = data.labels.length * data.series.length;
  if (data.form === "bars") place.style.height = `${Math.max(160, 70 + many * ROW)}px`;
  if (data.form === "funnel") place.style.height = `${60 + data.labels.length * 44}px`;
  const chart = init(place, null, { renderer: "canvas" });
  const options = () => chart.setOption(option(data, skin, place.clientWidth < NARROW, motionless), true);
  options();
  new ResizeObserver(() => {
    chart.resize();
    options();
  }).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    skin = look(place);
    options();
  });
  const at = (series, label) => ({ seriesIndex: data.form === "funnel" ? 0 : series, dataIndex: label });
  return {
    point(series, label) {
      chart.dispatchAction({ type: "downplay" });
      chart.dispatchAction({ type: "highlight", ...at(series, label) });
      chart.dispatchAction({ type: "showTip", ...at(series, label) });
    },
    leave() {
      chart.dispatchAction({ type: "downplay" });
      chart.dispatchAction({ type: "hideTip" });
    },
    chosen: (tell) => chart.on("click", ({ dataIndex, seriesIndex }) => tell(dataIndex, seriesIndex)),
    png: (title) => png(chart, title, skin),
  };
};

const option = (data, skin, narrow, motionless) => ({
  animation: !motionless,
  color: skin.series,
  textStyle: { fontFamily: skin.font, color: skin.ink, fontSize: 14 },
  aria: { enabled: true, label: { enabled: false }, decal: { show: data.series.length > 1 && data.form !== "line" } },
  legend: { show: data.series.length > 1, type: narrow ? "scroll" : "plain", top: 0, left: 0, textStyle: { fontSize: 14, color: skin.ink } },
  tooltip: {
    renderMode: "richText", // HTML would bring styles of its own
    confine: true,
    trigger: data.form === "funnel" ? "item" : "axis",
    transitionDuration: 0,
    formatter: (found) => tip(data, [found].flat()),
  },
  ...(data.form === "funnel" ? funnel(data, skin, narrow) : axes(data, skin, narrow)),
});

const tip = (data, found) => {
  const at = found[0].dataIndex;
  const lines = data.series.map((one) => `${one.name}  ${one.told[at]}`);
  return [data.labels[at], ...lines].join("\n");
};

const axes = (data, skin, narrow) => {
  const lying = data.form === "bars";
  const line = data.form === "line";
  const percent = data.percent ? (value) => `${Math.round(100 * value)} %` : undefined;
  const names = {
    type: "category",
    data: data.labels,
    inverse: lying,
    boundaryGap: !line,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: skin.soft } },
    axisLabel: {
      color: skin.ink,
      fontSize: 14,
      hideOverlap: !lying,
      ...(lying ? { width: narrow ? 110 : 190, overflow: "truncate", interval: 0 } : {}),
    },
  };
  const values = {
    type: "value",
    minInterval: data.percent ? undefined : 1,
    max: data.percent ? 1 : undefined,
    splitLine: { lineStyle: { color: skin.edge } },
    splitNumber: narrow ? 3 : 5,
    axisLabel: { color: skin.soft, fontSize: 14, formatter: percent },
  };
  return {
    grid: { left: 4, right: 28, top: data.series.length > 1 ? 40 : 12, bottom: 4, containLabel: true },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: data.series.map((one, number) => ({
      type: line ? "line" : "bar",
      name: one.name,
      data: one.values,
      symbol: ["circle", "rect", "triangle"][number % 3],
      symbolSize: 7,
      lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][number % 3] },
      barMaxWidth: 28,
      cursor: one.urls.some(Boolean) ? "pointer" : "default",
      label: { show: lying, position: "right", color: skin.ink, fontSize: 14, formatter: ({ dataIndex }) => one.told[dataIndex] },
    })),
  };
};

const funnel = (data, skin, narrow) => {
  const [one] = data.series;
  return {
    legend: { show: false },
    series: [
      {
        type: "funnel",
        name: one.name,
        sort: "none",
        funnelAlign: "left",
        left: 0,
        top: 8,
        bottom: 8,
        width: narrow ? "42%" : "55%",
        minSize: "1%",
        gap: 3,
        itemStyle: { color: skin.series[0], borderWidth: 0 },
        label: { position: "right", color: skin.ink, fontSize: 14, formatter: ({ dataIndex }) => `${data.labels[dataIndex]}  ${one.told[dataIndex]}` },
        labelLine: { length: narrow ? 8 : 16, lineStyle: { color: skin.soft } },
        data: data.labels.map((name, number) => ({ name, value: one.values[number] })),
      },
    ],
  };
};

// A picture that stands alone: with its title above it.
const png = (chart, title, skin) => {
  const scale = 2;
  const head = 44 * scale;
  chart.dispatchAction({ type: "hideTip" });
  const drawn = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: skin.ground });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [drawn.width, drawn.height + head];
  const pen = canvas.getContext("2d");
  pen.fillStyle = skin.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = skin.ink;
  pen.font = `bold ${18 * scale}px ${skin.font}`;
  pen.fillText(title, 12 * scale, 30 * scale, canvas.width - 24 * scale);
  pen.drawImage(drawn, 0, head);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
};
