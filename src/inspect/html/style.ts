/** The page's style. Its hash follows it, because the page's policy allows no other style. */
export const STYLE = `
:root { color-scheme: light dark;
  --paper: #fcfcfb; --sheet: #fff; --ink: #1b2026; --muted: #59626e; --rule: #e2e5e9; --focus: #0b57d0; --glow: #e3ecfb;
  --framing: #e9ebee; --number: #dbe7f8; --text: #daf0df; --address: #fbe9c8; --time: #ecdff7; --id: #d3eef0; --features: #f9dcea;
  --bad: #b3261e; --on-bad: #fff; --odd: #8a4b00; --good: #1a6b35; --hatch: #d9b3b0; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14171b; --sheet: #191d22; --ink: #e4e7eb; --muted: #9ba6b3; --rule: #2c323a; --focus: #8ab4f8; --glow: #22324d;
  --framing: #2e343c; --number: #1d3a61; --text: #1c4530; --address: #4f3a12; --time: #432c5c; --id: #11474d; --features: #55243f;
  --bad: #ff8f85; --on-bad: #2b0603; --odd: #f2b45c; --good: #7fd49a; --hatch: #6b3531; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
header { padding: 1.4rem 1.5rem 1.1rem; }
h1 { margin: 0 0 .6rem; font-size: 1.45rem; line-height: 1.2; letter-spacing: -.01em; }
h1 small { margin-left: .9rem; font-size: .85rem; font-weight: 400; letter-spacing: 0; color: var(--muted); }
h2 { margin: 0; padding: .55rem .9rem; font-size: .8rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--rule); }
ul { margin: 0; padding: 0; list-style: none; display: grid; gap: .15rem; overflow-wrap: anywhere; }
.good b { color: var(--good); } .odd, .odd b { color: var(--odd); } .bad, .bad b { color: var(--bad); } .plain b { color: var(--muted); }
li b { display: inline-block; min-width: 11ch; margin-right: .6rem; }
main { display: grid; min-height: 0; grid-template-columns: auto minmax(0, 1fr); grid-template-rows: minmax(0, 1fr); gap: 1rem; padding: 0 1.5rem; }
.two { font-size: 12px; }
.two main { grid-template-columns: auto minmax(0, 1fr) minmax(0, 1fr); gap: .6rem; } .two pre { font-size: 11px; padding-inline: .5rem; }
section { background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; min-width: 0; display: flex; flex-direction: column; }
.scroll { overflow: auto; min-height: 0; }
pre { margin: 0; padding: .7rem .9rem .9rem; font: inherit; line-height: 1.75; unicode-bidi: isolate; }
.o, .fold, thead th, i, td:nth-child(-n+2) { color: var(--muted); }
.r { border-radius: 3px; }
pre .r { cursor: pointer; padding: .12em 0; }
.k-framing.r, .k-framing .n::before { background: var(--framing); }
.k-number.r, .k-number .n::before { background: var(--number); }
.k-text.r, .k-text .n::before { background: var(--text); }
.k-address.r, .k-address .n::before { background: var(--address); }
.k-time.r, .k-time .n::before { background: var(--time); }
.k-id.r, .k-id .n::before { background: var(--id); }
.k-features.r, .k-features .n::before { background: var(--features); }
.k-padding.r { color: var(--muted); text-decoration: underline dotted; text-underline-offset: .3em; }
.k-skipped.r { color: var(--muted); text-decoration: underline dashed; text-underline-offset: .3em; }
.k-failed.r, .k-failed .n { background: var(--bad); color: var(--on-bad); font-weight: 700; }
.k-unread.r, .k-unread .n { background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 5px); }
.amiss.r { box-shadow: 0 2px 0 var(--bad); }
.missing.r { background: none; color: var(--bad); outline: 1px dashed var(--bad); }
.divergence.r { box-shadow: -2px 0 0 var(--odd), inset 0 -2px 0 var(--odd); }
.failing { color: var(--bad); } .diverging { color: var(--odd); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .12rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; unicode-bidi: isolate; }
td:nth-child(4) { overflow-wrap: anywhere; min-width: 16ch; }
.two th, .two td { padding-inline: .25rem; } .two td:nth-child(4) { min-width: 9ch; width: 43%; }
thead th { position: sticky; top: 0; z-index: 1; font-weight: 400; background: var(--sheet); }
th:nth-child(-n+2), td:nth-child(-n+2):not([colspan]) { width: 1%; padding-right: 0; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td:nth-child(2) { padding-right: .3rem; }
i, em { font-style: normal; font-size: .92em; }
i { color: var(--muted); }
em { display: block; color: var(--odd); }
.n { white-space: nowrap; }
.n::before { content: ""; display: inline-block; width: .62em; height: .62em; margin-right: .5em; border-radius: 2px; }
.group .n::before { content: "▾"; width: .62em; height: auto; background: none !important; color: var(--muted); line-height: 1; }
.group[aria-expanded=false] .n::before { content: "▸"; }
.group .n { font-weight: 600; }
tr.group { cursor: default; }
.k-padding td, .k-skipped td { color: var(--muted); }
.k-skipped em, .k-padding em { color: inherit; } .k-padding.misread em, tr.misread em { color: var(--odd); }
.k-failed td:first-child b, .k-unread td:first-child b, .k-failed em, .k-unread em { color: var(--bad); }
.k-failed .n, .k-unread .n { padding: 0 .3em; border-radius: 3px; } .k-failed .n::before, .k-unread .n::before { display: none; }
tr.k-failed > td { border-block: 1px solid var(--bad); }
tr.divergence td { padding-block: .3rem; color: var(--odd); border-block: 2px solid var(--odd); }
tr.misread > td:first-child { box-shadow: inset 3px 0 0 var(--odd); }
.d1 { padding-left: 1.3rem; } .d2 { padding-left: 2.1rem; } .d3 { padding-left: 2.9rem; } .d4 { padding-left: 3.7rem; }
.d5 { padding-left: 4.5rem; } .d6 { padding-left: 5.3rem; } .d7 { padding-left: 6.1rem; } .d8 { padding-left: 6.9rem; }
.d9 { padding-left: 7.7rem; } .d10 { padding-left: 8.5rem; } .d11 { padding-left: 9.3rem; } .d12 { padding-left: 10.1rem; }
.two .d1 { padding-left: .6rem; } .two .d2 { padding-left: .9rem; } .two .d3 { padding-left: 1.2rem; } .two .d4 { padding-left: 1.5rem; }
.two .d5 { padding-left: 1.8rem; } .two .d6 { padding-left: 2.1rem; } .two .d7 { padding-left: 2.4rem; } .two .d8 { padding-left: 2.7rem; }
tr.on { background: var(--glow); } tr.also { background: color-mix(in srgb, var(--glow) 55%, transparent); }
pre .in { box-shadow: 0 2px 0 var(--focus); } pre .on { outline: 2px solid var(--focus); outline-offset: 0; }
:focus { outline: none; } :focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; } pre :focus-visible { outline-offset: 1px; outline-width: 3px; }
footer { padding: .7rem 1.5rem .9rem; background: var(--paper); }
output { display: block; min-height: 1.55em; overflow-wrap: anywhere; } output[hidden] { display: none; }
.legend { margin: auto 0 0; padding: .6rem .9rem; font-size: .92em; line-height: 2; max-width: 76ch; } .legend .r { padding: .1em .55em; margin-right: .2em; white-space: nowrap; }
@media screen and (min-width: 900px) {
  body { height: 100vh; display: grid; grid-template-rows: auto minmax(0, 1fr) auto; }
}
@media screen and (max-width: 899px) {
  header { padding: 1rem .8rem; } main, .two main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; padding: 0 .5rem; } footer { padding: .6rem .8rem; position: sticky; bottom: 0; border-top: 1px solid var(--rule); }
  .legend { display: none; }
  .bytes { position: sticky; top: 0; z-index: 2; max-height: 38vh; } .bytes pre, .two .bytes pre { font-size: min(10.5px, 2.58vw); } pre { padding: .5rem .3rem; } .bytes h2 { display: none; }
  thead { display: none; } .reading { overflow: visible; }
  tbody tr { display: grid; grid-template-columns: 5.5ch 4.5ch minmax(0, 1fr); padding: .1rem .3rem; } tbody tr[hidden] { display: none; } td { padding-inline: .2rem; }
  td:nth-child(4) { grid-column: 3; padding-left: 1.4rem; } td:nth-child(4):empty { display: none; } td[colspan] { grid-column: 1 / -1; }
}
@media print { body { font-size: 9px; } section { overflow: visible; border: 0; } footer output { display: none; } thead th { position: static; } tr { break-inside: avoid; }
  main, .two main { display: block; } .r, .n::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;

/** The hash of the style, as the page's Content-Security-Policy needs it. */
export const STYLE_HASH = 'sha256-Q+vzqThFCbbJR0wEKVzrAq5qhelXEYFfV7T0WH4d6uk=';
