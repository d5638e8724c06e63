// A summary's sentence names its source sentences: choosing it (click, Enter or Space) marks them and shows the first.
(function () {
  function choose(sentence) {
    const root = sentence.closest(".summary-pair") || document;
    root.querySelectorAll(".marked").forEach((element) => element.classList.remove("marked"));
    root.querySelectorAll("[data-links]").forEach((element) => element.setAttribute("aria-pressed", "false"));
    sentence.classList.add("marked");
    sentence.setAttribute("aria-pressed", "true");
    const targets = sentence.dataset.links.split(" ").filter(Boolean)
      .map((name) => root.querySelector(`[data-name="${name}"]`)).filter(Boolean);
    targets.forEach((target) => target.classList.add("marked"));
    if (targets.length) targets[0].scrollIntoView({ block: "center", behavior: "smooth" });
  }
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest && event.target.closest("[data-links]");
    if (sentence) choose(sentence);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const sentence = event.target.closest && event.target.closest("[data-links]");
    if (!sentence) return;
    event.preventDefault();
    choose(sentence);
  });
})();
