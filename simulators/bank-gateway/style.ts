/** The look of the pay page: a card in the middle, unlike the portal, so that nobody takes one for the other. */
export const STYLE = `
@font-face { font-family: Vazirmatn; src: url(/font.woff2) format('woff2'); font-weight: 100 900; font-display: swap; unicode-range: U+0600-06FF, U+200C-200E, U+FB50-FDFF, U+FE70-FEFC }
:root { --ground: #e9e6f2; --paper: #fff; --ink: #221b33; --quiet: #655c78; --line: #e5e0ef; --accent: #4b2e83; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --ground: #120e1b; --paper: #1e182b; --ink: #ece6f7; --quiet: #b0a6c4; --line: #352b49; --accent: #c3a8f5; --on: #241544 } }
* { box-sizing: border-box; margin: 0 }
html { block-size: 100% }
body { min-block-size: 100%; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.9 Vazirmatn, Tahoma, sans-serif }
main { inline-size: min(100%, 26rem); padding: 1.5rem; border-radius: 1.25rem; background: var(--paper); box-shadow: 0 1rem 3rem #0002 }
header { display: flex; justify-content: space-between; align-items: center; padding-block-end: .75rem; margin-block-end: 1rem; border-block-end: 1px solid var(--line) }
header span { padding: 0 .75rem; border-radius: 1rem; background: var(--line); color: var(--quiet); font-size: .85rem }
h1 { font-size: 1.35rem }
.quiet { color: var(--quiet) }
.to { font-weight: 650 }
.amount { margin-block: .75rem; font-size: 1.6rem; font-weight: 750; color: var(--accent) }
dl { margin-block-end: 1rem }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding-block: .4rem; border-block-end: 1px solid var(--line) }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
form { display: grid; gap: .6rem; margin-block-start: 1rem }
button { min-block-size: 3rem; padding: .5rem 1rem; border: 2px solid var(--accent); border-radius: .8rem; background: var(--accent); color: var(--on); font: inherit; font-weight: 650; cursor: pointer }
button.second { background: none; color: var(--accent) }
button.plain { border-color: transparent; background: none; color: var(--quiet); font-weight: 400; font-size: .9rem; text-decoration: underline }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`
