// Everything works without this file. It wakes the components of the two official design systems.
const here = new URL('.', import.meta.url)
const [govuk, moj] = await Promise.all([
  import(new URL('govuk/govuk-frontend.min.js', here)),
  import(new URL('moj/moj-frontend.min.js', here)),
])
govuk.initAll()
moj.initAll()
