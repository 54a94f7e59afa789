// Pictures drawn on the server. Data in, a Picture out: see charts/picture.ts for its parts and charts/README.md for the rules.
export { type ControlChartData, controlChart } from './charts/control-chart.ts'
export { type IndicatorStripsData, indicatorStrips } from './charts/indicator-strips.ts'
export type { About, LiveMap, Picture, Sentence, Table } from './charts/picture.ts'
export { type ProfileHeaderData, profileHeader, type YearValue } from './charts/profile-header.ts'
export { type RateComparisonData, type RateItem, rateComparison } from './charts/rate-comparison.ts'
