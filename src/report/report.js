// Makes the tables of a report sort and search, and its charts show values and zoom. The report is
// complete without it. It takes everything from the page, and writes text alone, never markup.
(() => {
  "use strict";

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // --- Tables ---

  const cellValue = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return null;
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (text === "" || cell.querySelector(".null")) return null;
    const number = Number.parseFloat(text);
    return { number, text };
  };

  // Unknown values come last in either direction.
  const compare = (a, b, isNumber, direction) => {
    if (a === null || b === null) return (a === null) - (b === null);
    const order = isNumber ? a.number - b.number : a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
    return order * direction;
  };

  const sortBy = (table, head, column) => {
    const isNumber = head.classList.contains("n");
    const sorted = head.getAttribute("aria-sort");
    const first = isNumber ? "descending" : "ascending";
    const second = isNumber ? "ascending" : "descending";
    const order = sorted === first ? second : first;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const body = table.tBodies[0];
    const direction = order === "ascending" ? 1 : -1;
    const rows = Array.from(body.rows, (row) => ({ row, value: cellValue(row, column) }));
    const hasData = rows.some(({ row }) => row.cells[column]?.dataset.v !== undefined);
    rows.sort((a, b) => compare(a.value, b.value, isNumber || hasData, direction));
    body.append(...rows.map(({ row }) => row));
  };

  const addSorting = (table) => {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
    });
  };

  const addSearch = (table) => {
    const rows = Array.from(table.tBodies[0].rows);
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const found = make("output", {});
    const name = make("span", { class: "unseen" }, ` in ${table.caption.textContent}`);
    const label = make("label", {}, "Search", name, input);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      found.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    });
    table.closest(".table").prepend(make("div", { class: "search" }, label, found));
  };

  const kSearchableRows = 12;
  for (const table of document.querySelectorAll("table")) {
    if (table.closest(".numbers")) continue;
    const rows = table.tBodies[0].rows.length;
    if (rows > 1) addSorting(table);
    if (rows >= kSearchableRows) addSearch(table);
  }

  // --- What opens ---

  for (const section of document.querySelectorAll("main > section")) {
    const drills = Array.from(section.querySelectorAll(".drill"));
    if (drills.length < 2) continue;
    const button = make("button", { type: "button", class: "all" }, "Open all");
    button.addEventListener("click", () => {
      const open = !drills.every((each) => each.open);
      for (const each of drills) each.open = open;
    });
    const update = () => {
      button.textContent = drills.every((each) => each.open) ? "Close all" : "Open all";
    };
    for (const each of drills) each.addEventListener("toggle", update);
    drills[0].before(button);
  }

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.tagName !== "DETAILS") return;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", openTarget);
  if (location.hash) openTarget();

  // Browsers print what is open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll(".drill:not([open])"));
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });

  // --- Charts ---

  if (typeof Dygraph === "undefined") return;
  // Its legend sets style attributes, which the page's policy forbids. Values go to an output.
  Dygraph.PLUGINS = Dygraph.PLUGINS.filter((plugin) => plugin !== Dygraph.Plugins.Legend);

  const kTicks = 7;
  const kSteps = [
    1, 5, 15, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
    1209600, 2419200, 7862400, 31536000,
  ];
  const kMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

  const shortNumber = (value) => {
    const units = ["", "k", "M", "G", "T", "P"];
    let unit = 0;
    for (; value >= 1000 && unit + 1 < units.length; ++unit) value /= 1000;
    return `${Number(value.toPrecision(3))}${units[unit]}`;
  };

  const valueStep = (peak) => {
    for (let ten = 1; ; ten *= 10)
      for (const digit of [1, 2, 5]) if (peak / (digit * ten) < 3) return digit * ten;
  };

  // What the clock shows at the start of each bucket, as seconds.
  const clockSeconds = (label) => Date.parse(`${label.slice(0, 10)}T${label.slice(11) || "00:00"}Z`) / 1000;

  const timeTicks = (labels, every, from, to) => {
    const first = Math.max(0, Math.ceil(from));
    const last = Math.min(labels.length - 1, Math.floor(to));
    let chosen = [];
    for (const step of kSteps) {
      chosen = [];
      for (let i = first; i <= last; ++i) {
        const part = Math.floor(labels[i].seconds / step);
        const before = i > 0 ? labels[i - 1].seconds : labels[i].seconds - every;
        if (part !== Math.floor(before / step)) chosen.push(i);
      }
      if (chosen.length <= kTicks) break;
    }
    let lastDate = "";
    return chosen.map((i) => {
      const [date, time] = labels[i].text.split(" ");
      const day = `${kMonths[Number(date.slice(5, 7)) - 1]} ${date.slice(8, 10)}`;
      const label = !time ? day : date === lastDate ? time : `${time}\n${day}`;
      lastDate = date;
      return { v: i, label };
    });
  };

  const readSeries = (figure) => {
    const table = figure.querySelector(".numbers table");
    const rows = Array.from(table.tBodies[0].rows);
    const labels = rows.map((row) => {
      const text = row.cells[0].textContent;
      return { text, seconds: clockSeconds(text) };
    });
    const names = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent).slice(1);
    const values = names.map((_, i) => rows.map((row) => cellValue(row, i + 1).number));
    return { labels, names, values };
  };

  const readMarks = (figure) =>
    (figure.dataset.marks ?? "").split(" ").filter(Boolean).map((mark) => mark.split("-").map(Number));

  const colour = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();

  class LiveChart {
    constructor(figure) {
      this.figure = figure;
      this.data = readSeries(figure);
      this.marks = readMarks(figure);
      this.every = Number(figure.dataset.every);
      this.full = [0, this.data.labels.length];
      this.window = this.full;
      this.plots = [];
      const panels = Array.from(figure.querySelectorAll(".panel"));
      panels.at(-1).classList.add("last");
      figure.classList.add("live");
      this.addTools(panels.at(-1));
      panels.forEach((panel, i) => this.plots.push(this.draw(panel, i)));
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    }

    addTools(panel) {
      const button = (text, name, act) => {
        const made = make("button", { type: "button", "aria-label": name }, text);
        made.addEventListener("click", act);
        return made;
      };
      this.reset = button("Reset", "Reset to the whole time", () => this.show(this.full));
      this.output = make("output", { "aria-live": "off" });
      this.say("");
      panel.after(
        make("div", { class: "tools", role: "group", "aria-label": "Zoom" },
          button("\u2212", "Zoom out", () => this.zoom(2)),
          button("+", "Zoom in", () => this.zoom(0.5)),
          button("\u2190", "Earlier", () => this.move(-0.5)),
          button("\u2192", "Later", () => this.move(0.5)),
          this.reset, this.output));
      this.reset.disabled = true;
    }

    say(text) {
      this.output.textContent = text || "Drag to zoom, double-click to reset";
    }

    draw(panel, i) {
      const canvas = make("div", { class: "canvas", "aria-hidden": "true" });
      panel.append(canvas);
      const { labels, values } = this.data;
      const rows = values[i].map((value, at) => [at, value]);
      rows.push([labels.length, values[i].at(-1)]);  // the end of the last step
      const peak = Math.max(...values[i]);
      const step = valueStep(peak);
      const top = Math.max(step, Math.ceil(peak / step) * step);
      const ticks = [];
      for (let value = 0; value <= top; value += step) ticks.push({ v: value, label: shortNumber(value) });
      const isLast = panel.classList.contains("last");
      return new Dygraph(canvas, rows, {
        labels: ["time", "value"],
        colors: [getComputedStyle(panel).color],
        stepPlot: true, fillGraph: true, fillAlpha: 0.18, strokeWidth: 1.5,
        valueRange: [0, top * 1.0001],  // dygraphs leaves out a tick at the very top
        dateWindow: this.window, xRangePad: 0,
        gridLineColor: colour(panel, "--line"), axisLineColor: colour(panel, "--line"),
        highlightCircleSize: 3, animatedZooms: false, legend: "never",
        axes: {
          x: { drawAxis: isLast, drawGrid: false, axisLabelWidth: 62, axisLabelFontSize: 12, axisTickSize: 8,
               ticker: (from, to) => timeTicks(labels, this.every, from, to) },
          y: { axisLabelWidth: 40, axisLabelFontSize: 12, ticker: () => ticks },
        },
        xAxisHeight: 38,
        underlayCallback: (context, area, plot) => this.paintMarks(context, area, plot),
        highlightCallback: (event, x, points, row) => this.point(row, i),
        unhighlightCallback: () => this.leave(i),
        zoomCallback: (from, to) => this.show([from, to]),
      });
    }

    paintMarks(context, area, plot) {
      context.fillStyle = colour(this.figure, "--mark");
      for (const [first, last] of this.marks) {
        const left = plot.toDomXCoord(first);
        context.fillRect(left, area.y, plot.toDomXCoord(last + 1) - left, area.h);
      }
    }

    point(row, from) {
      const { labels, names, values } = this.data;
      const at = Math.min(row, labels.length - 1);
      const parts = names.map((name, i) => `${name} ${values[i][at].toLocaleString("en")}`);
      this.say(`${labels[at].text}: ${parts.join(", ")}`);
      this.plots.forEach((plot, i) => i !== from && plot.setSelection(row));
    }

    leave(from) {
      this.say("");
      this.plots.forEach((plot, i) => i !== from && plot.clearSelection());
    }

    show([from, to]) {
      const [first, last] = this.full;
      const width = Math.min(Math.max(to - from, 2), last - first);
      const left = Math.min(Math.max(from, first), last - width);
      this.window = [left, left + width];
      this.reset.disabled = width >= last - first;
      for (const plot of this.plots) plot.updateOptions({ dateWindow: this.window });
    }

    zoom(factor) {
      const [from, to] = this.window;
      const middle = (from + to) / 2;
      const half = ((to - from) * factor) / 2;
      this.show([middle - half, middle + half]);
    }

    move(part) {
      const [from, to] = this.window;
      const by = (to - from) * part;
      this.show([from + by, to + by]);
    }

    repaint() {
      const panels = this.figure.querySelectorAll(".panel");
      this.plots.forEach((plot, i) => plot.updateOptions({
        colors: [getComputedStyle(panels[i]).color],
        gridLineColor: colour(panels[i], "--line"), axisLineColor: colour(panels[i], "--line"),
      }));
    }
  }

  const start = (figure) => {
    const rows = figure.querySelectorAll(".numbers tbody tr").length;
    if (rows > 2 && !figure.classList.contains("live")) new LiveChart(figure);
  };
  for (const figure of document.querySelectorAll(".chart")) {
    const closed = figure.closest("details:not([open])");
    // A chart has no width before it shows.
    if (closed) closed.addEventListener("toggle", () => start(figure), { once: true });
    else start(figure);
  }
})();
