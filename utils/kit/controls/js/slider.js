function slider({ model, el }) {
  const id = uniqueId("slider");
  el.classList.add("tpo-slider");
  const label = element("label", { htmlFor: id });
  const readout = element("output", { htmlFor: id });
  readout.setAttribute("aria-hidden", "true"); // aria-valuetext says it already
  const input = ownKeys(element("input", { type: "range", id }));
  el.append(label, readout, input);
  errorLine(model, el, input);

  const words = (value) => {
    const decimals = model.get("decimals");
    const shown = Math.abs(value).toLocaleString("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    const sign = value < 0 ? "−" : "";
    return `${sign}${model.get("prefix")}${shown}${model.get("suffix")}`;
  };
  const readOut = () => {
    readout.textContent = words(input.valueAsNumber);
    input.setAttribute("aria-valuetext", readout.textContent);
  };
  const draw = () => {
    label.textContent = model.get("label");
    for (const key of ["min", "max", "step"]) input[key] = model.get(key);
    input.value = model.get("value");
    readOut();
  };
  const { send } = answers(model);
  input.addEventListener("input", () => {
    readOut();
    send(input.valueAsNumber);
  });
  for (const key of ["value", "min", "max", "step", "label"]) model.on(`change:${key}`, draw);
  draw();
  return send;
}
