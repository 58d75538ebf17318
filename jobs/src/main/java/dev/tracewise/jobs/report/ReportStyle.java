package dev.tracewise.jobs.report;

/** The look of a report: quiet, light or dark as the reader's system says, fit for paper. */
final class ReportStyle {
  static final String CSS =
      """
      :root { --paper: #fff; --ink: #1c2329; --soft: #55616b; --rule: #d9dfe4; --tile: #f4f6f8;
        --main: #1f5fa8; --band: #1f5fa833; --truth: #b3470b; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #14181c; --ink: #e6eaee; --soft: #a3afb9; --rule: #343d45;
          --tile: #1d2329; --main: #79b0ee; --band: #79b0ee33; --truth: #f29a5c; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
      main { max-width: 820px; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
      h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
      h2 { font-size: 1.15rem; margin: 2.5rem 0 .25rem; }
      .summary { margin: 0; font-size: 1.05rem; }
      .note { margin: 0 0 .75rem; color: var(--soft); font-size: .9rem; max-width: 68ch; }
      .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: .75rem; margin: 0; }
      .figures div { background: var(--tile); border-radius: 6px; padding: .7rem .9rem; }
      dt { color: var(--soft); font-size: .82rem; }
      dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
      figure { margin: 0; overflow-x: auto; }
      svg { display: block; width: 100%; min-width: 520px; height: auto; }
      svg text { fill: var(--ink); font-size: 12.5px; font-variant-numeric: tabular-nums; }
      .grid { stroke: var(--rule); stroke-width: 1; }
      .zero { stroke: var(--ink); stroke-width: 1.2; }
      .interval { stroke: var(--main); stroke-width: 2; }
      .estimate { fill: var(--main); }
      .truth { fill: var(--truth); }
      .band { fill: var(--band); }
      .curve { fill: none; stroke: var(--main); stroke-width: 2; }
      .mark { stroke: var(--truth); stroke-width: 1.5; stroke-dasharray: 4 3; }
      .column { fill: var(--main); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-size: .88rem; }
      th, td { text-align: left; padding: .35rem .6rem .35rem 0; vertical-align: top;
        border-bottom: 1px solid var(--rule); }
      th { color: var(--soft); font-weight: 600; }
      .number { text-align: right; padding-right: 1.4rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
      @media print {
        :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --tile: #f2f2f2;
          --main: #1f5fa8; --band: #1f5fa833; --truth: #b3470b; }
        main { max-width: none; padding: 0; }
        section { break-inside: avoid; }
        * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
      """;

  private ReportStyle() {}
}
