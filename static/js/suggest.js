// Suggestions under a search box, as a combobox. Without them the box searches as it is.
(() => {
  "use strict";

  const WAIT_MS = 150;
  const FEWEST_LETTERS = 2;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const attach = (input) => {
    const words = input.dataset;
    const list = element("div", "suggestions");
    const said = element("p", "sr");
    list.id = `${input.id}-suggestions`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestLabel);
    said.setAttribute("role", "status");
    input.parentElement.append(list, said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let waiting, asking, pointed = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];

    const point = (at) => {
      pointed = at;
      options().forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      const option = options()[at];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };

    const close = () => {
      clearTimeout(waiting);
      asking?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      point(-1);
    };

    const option = (suggestion, n) => {
      const made = element("div", "", suggestion.name);
      made.id = `${list.id}-${n}`;
      made.dataset.url = suggestion.url;
      made.setAttribute("role", "option");
      if (suggestion.detail) made.append(element("small", "", suggestion.detail));
      return made;
    };

    // Kinds come one after the other; each is a group with its name above it.
    const groups = (suggestions) => {
      const made = new Map();
      suggestions.forEach((suggestion, n) => {
        const { kind } = suggestion;
        if (!made.has(kind)) {
          const name = words[`suggest${kind[0].toUpperCase()}${kind.slice(1)}`];
          const group = element("div");
          const heading = element("p", "", name);
          heading.setAttribute("aria-hidden", "true");
          group.setAttribute("role", "group");
          group.setAttribute("aria-label", name);
          group.append(heading);
          made.set(kind, group);
        }
        made.get(kind).append(option(suggestion, n));
      });
      return made.values();
    };

    const show = (suggestions) => {
      list.replaceChildren(...groups(suggestions));
      point(-1);
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = suggestions.length
        ? words.suggestSome.replace("{n}", suggestions.length)
        : words.suggestNone;
    };

    const ask = async () => {
      asking?.abort();
      asking = new AbortController();
      const query = new URLSearchParams({ q: input.value });
      try {
        const answer = await fetch(`${words.suggest}?${query}`, { signal: asking.signal });
        if (answer.ok && document.activeElement === input) show(await answer.json());
      } catch {
        // Typed on, or no network: the box itself still searches.
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      if (input.value.trim().length < FEWEST_LETTERS) close();
      else waiting = setTimeout(ask, WAIT_MS);
    });

    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // a Vietnamese keyboard is putting a mark on
      const last = options().length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // the first press closes, the next one empties the box
        close();
      } else if (event.key === "ArrowDown" && last >= 0) {
        event.preventDefault();
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        point(pointed === last ? -1 : pointed + 1);
      } else if (event.key === "ArrowUp" && !list.hidden) {
        event.preventDefault();
        point(pointed === -1 ? last : pointed - 1);
      } else if (event.key === "Enter" && pointed >= 0) {
        event.preventDefault();
        location.assign(options()[pointed].dataset.url);
      }
    });

    // Before the box loses the focus, which closes the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
    input.addEventListener("blur", close);
  };

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
