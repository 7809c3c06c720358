/** The look of the phone: one column on a phone's own screen, a phone on a desk on wider ones. */
export const STYLE = `
@font-face { font-family: Vazirmatn; src: url(/font.woff2) format('woff2'); font-weight: 100 900; font-display: swap; unicode-range: U+0600-06FF, U+200C-200E, U+FB50-FDFF, U+FE70-FEFC }
:root { --desk: #dfe7ea; --paper: #fff; --ink: #17262c; --quiet: #5b6f77; --line: #e2eaed; --bubble: #eef3f5; --accent: #00695f; --accent-ink: #fff; --bad: #b3261e; --bad-paper: #fdecea; --good: #00695f; --wait: #7a5600 }
@media (prefers-color-scheme: dark) { :root { --desk: #0a1114; --paper: #131c20; --ink: #e6eef1; --quiet: #9db0b8; --line: #26343a; --bubble: #212f35; --accent: #5fd4c4; --accent-ink: #00201c; --bad: #ffb4ab; --bad-paper: #3b1512; --good: #5fd4c4; --wait: #f2c14e } }
* { box-sizing: border-box; margin: 0 }
html { block-size: 100% }
body { min-block-size: 100%; background: var(--desk); color: var(--ink); font: 1rem/1.8 Vazirmatn, Tahoma, sans-serif; display: grid; justify-items: center; align-items: center }
.phone { inline-size: 100%; block-size: 100dvh; background: var(--paper); display: flex; flex-direction: column; overflow: hidden }
@media (min-width: 40rem) and (min-height: 40rem) { .phone { inline-size: 26rem; block-size: min(54rem, 94dvh); border-radius: 2.5rem; border: .6rem solid #10181b; box-shadow: 0 1.5rem 4rem #0005 } }
main { flex: 1; overflow-y: auto; padding: .75rem 1rem 1.5rem; min-block-size: 0 }
.bar { padding: 1rem 1.25rem .85rem; border-block-end: 1px solid var(--line) }
h1 { font-size: 1.25rem; line-height: 1.5; font-weight: 750 }
.bar p, .quiet { color: var(--quiet); font-size: .85rem }
.thread-bar { display: flex; align-items: center; gap: .75rem; padding-inline-start: .5rem }
.thread-bar h1 { font-size: 1.05rem }
.back { inline-size: 2.75rem; block-size: 2.75rem; display: grid; place-items: center; font-size: 1.9rem; line-height: 1; text-decoration: none; color: var(--accent); border-radius: 50% }
.back:hover { background: var(--bubble) }
.face { flex: none; inline-size: 2.75rem; block-size: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--bubble); color: var(--quiet); font-weight: 650 }
.face.brand { background: var(--accent); color: var(--accent-ink); font-size: 1.3rem }
.find { display: grid; grid-template-columns: 1fr auto; gap: .35rem .5rem; padding: .25rem 0 1rem }
.find label { grid-column: 1 / -1; font-size: .85rem; color: var(--quiet) }
.find input { font: inherit; min-inline-size: 0; padding: .45rem .9rem; border: 1px solid var(--quiet); border-radius: .8rem; background: var(--paper); color: inherit; text-align: right }
.find button { font: inherit; font-weight: 650; padding: .45rem 1.1rem; border: 0; border-radius: .8rem; background: var(--accent); color: var(--accent-ink); cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.rows { list-style: none; padding: 0 }
.row { display: grid; grid-template: "face who who" auto "face snippet count" auto / auto 1fr auto; gap: 0 .8rem; padding: .7rem .5rem; border-radius: 1rem; color: inherit; text-decoration: none }
.row:hover { background: var(--bubble) }
.row .face { grid-area: face; align-self: center }
.who { grid-area: who; display: flex; justify-content: space-between; font-weight: 650 }
.who time { font-weight: 400; font-size: .8rem; color: var(--quiet) }
.snippet { grid-area: snippet; color: var(--quiet); font-size: .88rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.count { grid-area: count; font-size: .78rem; min-inline-size: 1.5rem; text-align: center; border-radius: 1rem; background: var(--accent); color: var(--accent-ink); align-self: center; padding-inline: .4rem }
.screen { padding: 0; display: flex; flex-direction: column }
.thread { flex: 1; min-block-size: 0; overflow-y: auto; list-style: none; padding: 1rem; display: flex; flex-direction: column-reverse; gap: .6rem }
.day { align-self: center; font-size: .78rem; color: var(--quiet); padding-block: .4rem }
.day span { background: var(--bubble); border-radius: 1rem; padding: .15rem .9rem }
.message { align-self: flex-start; max-inline-size: 88% }
.bubble { background: var(--bubble); border-radius: 1.25rem; border-end-start-radius: .35rem; padding: .65rem 1rem; overflow-wrap: anywhere; text-align: right }
.failed .bubble { opacity: .55; border: 1px dashed var(--bad) }
.code { font-size: 1.25em; letter-spacing: .12em; color: var(--accent); unicode-bidi: isolate }
.bound { font-size: .75rem; color: var(--quiet); text-align: left }
.about { display: flex; flex-wrap: wrap; gap: 0 .35rem; font-size: .75rem; color: var(--quiet); padding: .2rem .6rem 0 }
.about > * + *::before { content: '·'; margin-inline-end: .35rem; color: var(--quiet) }
.status.delivered { color: var(--good) } .status.pending { color: var(--wait) } .status.failed { color: var(--bad); font-weight: 650 }
.warning { background: var(--bad-paper); color: var(--bad); border-radius: .8rem; padding: .5rem .9rem; margin-block-end: .5rem }
.empty { margin: auto; padding: 4rem 1rem; text-align: center }
.empty svg { inline-size: 4rem; fill: none; stroke: var(--quiet); stroke-width: 2.5; opacity: .6 }
`
