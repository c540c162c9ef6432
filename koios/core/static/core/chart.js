// A chart is one option of ECharts in plain JSON. The server draws it as SVG (koios/core/charts)
// and that is what a page shows; in a browser the same option is drawn again, with values to point
// at, the first time that somebody goes over it. Written so that both can run it.
const koiosChart = {
  // Colours stand in the option as "c-ink", numbers to be told as "@number".
  ready(option, colour, family) {
    const walk = (node, name) => {
      if (Array.isArray(node)) return node.map((inner) => walk(inner));
      if (node && typeof node === "object") {
        return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value, key)]));
      }
      if (name === "fontFamily") return family || node;
      if (typeof node !== "string") return node;
      if (/^c-[a-z0-9-]+$/.test(node)) return colour(node);
      if (node in koiosChart.told) return (value) => koiosChart.told[node](koiosChart.value(value));
      return node;
    };
    return walk(option);
  },

  value: (given) => (given && typeof given === "object" && !Array.isArray(given) ? given.value : given),

  told: {
    "@number": (value) => koiosChart.number(value),
    "@percent": (value) => `${koiosChart.number(value)} %`,
    "@pesos": (value) => `$ ${koiosChart.number(value)}`,
  },

  // 1.234,5 as Colombia writes it
  number(value) {
    if (value === null || value === undefined || value === "-" || Number.isNaN(Number(value))) return "–";
    const [whole, part] = String(Math.round(Math.abs(value) * 100) / 100).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
    return (value < 0 ? "−" : "") + grouped + (part ? `,${part}` : "");
  },
};

if (typeof document !== "undefined") {
  const source = document.currentScript?.dataset.echarts;
  let library;
  const load = () => (library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  }));

  // What the theme in force makes of a token
  const colourIn = (figure) => (name) => {
    const probe = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    probe.setAttribute("class", `${name}-f`);
    figure.querySelector("svg").append(probe);
    const seen = getComputedStyle(probe).fill;
    probe.remove();
    return seen;
  };

  const draw = async (figure) => {
    const family = getComputedStyle(figure).fontFamily;
    const option = koiosChart.ready(JSON.parse(figure.dataset.chart), colourIn(figure), family);
    await load();
    const { width, height } = figure.getBoundingClientRect();
    const still = figure.querySelector("svg");
    const ground = document.createElement("div");
    ground.style.width = `${width}px`;
    ground.style.height = `${height}px`;
    ground.setAttribute("role", "img");
    ground.setAttribute("aria-label", still.getAttribute("aria-label") || "");
    figure.replaceChildren(ground);
    const chart = echarts.init(ground, null, { renderer: "svg" });
    chart.setOption({ ...option, animation: false });
    new ResizeObserver(() => {
      ground.style.width = "100%";
      chart.resize();
    }).observe(figure);
  };

  document.addEventListener("pointerover", (event) => {
    const figure = event.target.closest?.("[data-chart]");
    if (!figure || !source || figure.dataset.drawn) return;
    figure.dataset.drawn = "yes";
    draw(figure);
  });
}
