"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const chart = document.getElementById("chart");
  if (!window.vis || !data.items.happened.length && !data.windows.length) { chart.remove(); return; }
  const text = (words, tip) => {
    const element = document.createElement("span");
    element.textContent = words;
    element.title = tip || words;
    return element;
  };
  const lanes = data.windows.map((w) => ({ id: "w" + w.lane, label: w.event, order: w.lane - 1000, className: "event" }))
    .concat(data.lanes.map((label, i) => ({ id: "l" + i, label, order: i })));
  const groups = new vis.DataSet();
  for (const lane of lanes) if (!groups.get(lane.id)) groups.add(lane);
  const items = new vis.DataSet();
  const day = (iso) => vis.moment(iso, "YYYY-MM-DD").toDate();
  const item = (one, id, group) => ({
    id, group, start: day(one.start), end: day(one.end), label: one.label, tip: one.tip, target: one.target,
    className: one.unnamed ? "unnamed" : group[0] === "w" ? "window" : "", type: "range",
    style: `--full:${one.full}%;--fading:${one.fading}%`,
  });
  const draw = (kind) => {
    items.clear();
    items.add(data.windows.map((w, i) => item(w, "w" + i, "w" + w.lane)));
    items.add(data.items[kind].map((m, i) => item(m, kind + i, "l" + m.lane)));
  };
  draw("happened");
  const timeline = new vis.Timeline(chart, items, groups, {
    groupOrder: "order", stack: true, selectable: true, tooltip: { followMouse: true }, showTooltips: false,
    margin: { item: { horizontal: 4, vertical: 4 }, axis: 6 }, maxHeight: "70vh", verticalScroll: true,
    zoomKey: "ctrlKey", zoomMin: 864e5, orientation: "both",
    template: (one) => text(one.label, one.tip), groupTemplate: (group) => group ? text(group.label) : document.createElement("span"),
    xss: { disabled: true }, // every word is set as text above, none as markup
  });
  timeline.on("select", ({ items: [id] }) => {
    const one = id && items.get(id);
    const place = one && document.getElementById(one.target);
    if (!place) return;
    document.querySelectorAll(".shown").forEach((old) => old.classList.remove("shown"));
    place.classList.add("shown");
    place.scrollIntoView({ block: "center", behavior: "auto" });
  });
  document.querySelectorAll("input[name=time]").forEach((choice) => choice.addEventListener("change", () => {
    draw(choice.value);
    timeline.fit({ animation: false });
  }));
})();
