// The map beside the list of places. The list is complete without it.
(() => {
  "use strict";

  const box = document.getElementById("map");
  const list = document.getElementById("places");
  if (!box || !list || !window.L) return;

  const words = box.dataset;
  const rows = [...list.querySelectorAll("[data-point]")];
  const placed = rows.filter((row) => row.dataset.lat);
  const SHAPES = { design_centre: "pin-design", craft_village_shop: "pin-village" };
  const COUNTRY = [[8, 102.1], [23.4, 115.2]]; // with Hoàng Sa and Trường Sa
  const SCHEMATIC_ZOOM = 13; // closer there is nothing to see without tiles

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // A marker that says its name to a screen reader.
  const NamedIcon = L.DivIcon.extend({
    createIcon(old) {
      const icon = L.DivIcon.prototype.createIcon.call(this, old);
      if (this.options.name) icon.setAttribute("aria-label", this.options.name);
      return icon;
    },
  });

  const map = L.map(box, {
    zoomControl: false,
    maxZoom: words.tiles ? 19 : SCHEMATIC_ZOOM,
    minZoom: 4,
    zoomSnap: 0.25,
    scrollWheelZoom: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  map.attributionControl.setPrefix(false).addAttribution(words.attribution || words.schematic);
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  // Scrolling the page must not be caught by the map until it has been chosen.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  const pinOf = (row) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${words.icons}#${SHAPES[row.dataset.kind] || "pin-point"}`);
    svg.append(use);
    svg.setAttribute("aria-hidden", "true");
    const face = element("div");
    face.append(svg, element("span", row.dataset.number));
    return new NamedIcon({
      html: face,
      className: "map-pin",
      iconSize: [34, 41],
      iconAnchor: [17, 40],
      popupAnchor: [0, -36],
      name: `${row.dataset.number}. ${row.dataset.name}`,
    });
  };

  const popupOf = (row) => {
    const content = element("div");
    content.append(element("b", `${row.dataset.number}. ${row.dataset.name}`));
    const about = row.querySelector("h3 + p");
    if (about) content.append(element("p", about.textContent));
    const line = element("p");
    const link = element("a", words.see);
    link.href = row.querySelector("h3 a").href;
    line.append(link);
    content.append(line);
    return content;
  };

  const clusters = L.markerClusterGroup({
    showCoverageOnHover: false,
    maxClusterRadius: 42,
    spiderfyOnMaxZoom: true,
    spiderLegPolylineOptions: { weight: 1, color: "#8C7C6A" },
    iconCreateFunction: (cluster) => {
      const count = cluster.getChildCount();
      const size = count < 10 ? 40 : 48;
      return new NamedIcon({
        html: element("span", String(count)),
        className: "map-cluster",
        iconSize: [size, size],
        name: words.cluster.replace("{n}", count),
      });
    },
  });

  const mark = (row) => {
    rows.forEach((each) => each.classList.toggle("hit", each === row));
  };
  for (const row of placed) {
    const marker = L.marker([Number(row.dataset.lat), Number(row.dataset.lng)], {
      icon: pinOf(row),
      keyboard: true,
    });
    marker.bindPopup(() => popupOf(row), { maxWidth: 260, autoPanPaddingTopLeft: [70, 14] });
    marker.on("popupopen", () => mark(row));
    marker.on("popupclose", () => mark(null));
    clusters.addLayer(marker);
    row.querySelector(".pinbox")?.addEventListener("click", () => {
      clusters.zoomToShowLayer(marker, () => marker.openPopup());
    });
  }
  map.addLayer(clusters);
  const isWholeCountry = !("province" in words) || !placed.length;
  map.fitBounds(isWholeCountry ? COUNTRY : clusters.getBounds().pad(0.15), { maxZoom: 11 });

  const label = (name, at, className) =>
    L.marker(at, {
      pane: "names",
      icon: L.divIcon({ html: element("span", name), className, iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
    });

  const drawOutlines = (outlines) => {
    map.createPane("ground").style.zIndex = 250;
    map.createPane("names").style.zIndex = 260;
    const drawn = (shapes, className) =>
      L.geoJSON(shapes, { pane: "ground", interactive: false, className, fillOpacity: 1, weight: 1 });
    drawn(outlines.neighbours, "map-abroad").addTo(map);
    const home = drawn(outlines.provinces, "map-home").addTo(map);
    home.eachLayer((shape) => {
      const isOther = words.province && shape.feature.properties.c !== words.province;
      if (isOther) shape.getElement().classList.add("other");
    });
    for (const island of outlines.archipelagos) {
      label(island.name, [island.lat, island.lng], "map-place island").addTo(map);
    }
    const names = L.layerGroup();
    home.eachLayer((shape) => {
      const name = shape.feature.properties.n.replace(/^(Thành phố|Tỉnh) /, "");
      names.addLayer(label(name, shape.getBounds().getCenter(), "map-place"));
    });
    const showNames = () => {
      const fits = map.getZoom() >= 7 && map.getZoom() <= 10;
      if (fits !== map.hasLayer(names)) fits ? map.addLayer(names) : map.removeLayer(names);
    };
    map.on("zoomend", showNames);
    showNames();
  };

  if (words.tiles) {
    L.tileLayer(words.tiles, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(map);
  } else {
    fetch(words.outlines)
      .then((answer) => answer.json())
      .then(drawOutlines)
      .catch(() => {}); // pins and list stand without a ground
  }

  // Near me: only after a tap; the position sorts the list here and goes nowhere.
  const button = document.getElementById("near");
  const said = document.getElementById("near-said");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;

  const metres = (a, b) => map.distance([a.latitude, a.longitude], [Number(b.lat), Number(b.lng)]);
  const inWords = (distance) =>
    distance < 1000
      ? `${Math.round(distance / 10) * 10}\u00a0m`
      : `${(distance / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: distance < 10000 ? 1 : 0 })}\u00a0km`;

  button.addEventListener("click", () => {
    said.textContent = said.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const away = new Map(placed.map((row) => [row, metres(coords, row.dataset)]));
        const order = [...rows].sort((a, b) => (away.get(a) ?? Infinity) - (away.get(b) ?? Infinity));
        for (const row of order) {
          const far = row.querySelector(".far");
          far.hidden = !away.has(row);
          far.textContent = away.has(row) ? inWords(away.get(row)) : "";
        }
        list.append(...order);
        said.textContent = said.dataset.sorted;
        map.setView([coords.latitude, coords.longitude], 11);
      },
      () => {
        said.textContent = said.dataset.refused;
      },
      { maximumAge: 300000, timeout: 10000 },
    );
  });
})();
