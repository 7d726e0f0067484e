// The hall plan: print it, and show in the list what is pointed at on the plan.
(() => {
  "use strict";

  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  // Lit booths may stand far below the search on a phone: bring the first into view.
  const lit = document.querySelector(".hall .b.lit");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.querySelector(".found")?.addEventListener("pointerover", (event) => {
    const number = event.target.closest("li")?.querySelector(".no")?.textContent;
    for (const booth of document.querySelectorAll(".hall .b.lit")) {
      booth.classList.toggle("pointed", booth.dataset.booth === number);
    }
  });
  if (lit && location.hash === "#plan") {
    lit.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
})();
