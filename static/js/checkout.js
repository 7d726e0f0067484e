// Checkout: count delivery anew when the province changes, and suggest communes while typing.
(() => {
  "use strict";

  const form = document.querySelector("form.checkout");
  const recount = document.getElementById("recount");
  const province = form.elements.province;
  province.addEventListener("change", () => {
    if (province.value !== form.dataset.province) form.requestSubmit(recount);
  });

  const list = document.getElementById("communes");
  let waiting;
  form.elements.commune.addEventListener("input", ({ target }) => {
    clearTimeout(waiting);
    const typed = target.value.trim();
    if (typed.length < 2) return;
    waiting = setTimeout(async () => {
      const query = new URLSearchParams({ province: province.value, q: typed });
      const answer = await fetch(`${form.dataset.communes}?${query}`).catch(() => null);
      if (!answer?.ok || target.value.trim() !== typed) return;
      list.replaceChildren(
        ...(await answer.json()).map(({ name, formerly }) => {
          const option = document.createElement("option");
          option.value = name;
          if (formerly) option.label = `${name} (${formerly})`;
          return option;
        }),
      );
    }, 200);
  });
})();
