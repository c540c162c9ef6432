// A signature drawn with finger, pen or mouse. What goes with the form are its strokes, as points
// in a box of 600 by 200: «12,40 13,42;80,20 84,25». Without script the name in type stands there.
const WIDTH = 600, HEIGHT = 200, MOST = 19000;

for (const place of document.querySelectorAll("[data-draw]")) {
  const field = place.parentElement.querySelector("input[name=drawn]");
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", place.dataset.drawLabel);
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "btn btn-sm";
  clear.textContent = place.dataset.drawClear;
  clear.hidden = true;
  place.append(canvas, clear);

  const pen = canvas.getContext("2d");
  let strokes = field.value ? field.value.split(";").map((one) => one.split(" ")) : [];
  let stroke = null;

  const draw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#1c2541";
    for (const points of strokes) {
      pen.beginPath();
      points.forEach((point, at) => pen[at ? "lineTo" : "moveTo"](...point.split(",").map(Number)));
      pen.stroke();
    }
    clear.hidden = !strokes.length;
  };
  const keep = () => {
    const told = strokes.filter((points) => points.length > 1).map((points) => points.join(" ")).join(";");
    field.value = told.length <= MOST ? told : "";
  };
  const add = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (share, most) => Math.round(Math.min(Math.max(share, 0), 1) * most);
    const point = `${within((event.clientX - box.left) / box.width, WIDTH - 1)},${within((event.clientY - box.top) / box.height, HEIGHT - 1)}`;
    if (point !== stroke.at(-1)) stroke.push(point);
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push((stroke = []));
    add(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    add(event);
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      stroke = null;
      strokes = strokes.filter((points) => points.length > 1);
      keep();
      draw();
    });
  }
  clear.addEventListener("click", () => {
    strokes = [];
    keep();
    draw();
  });
  draw();
}
