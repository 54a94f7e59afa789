// Pictures drawn on the server: data in, a Picture out. Its parts are in charts/picture.ts, the rules in charts/README.md,
// and views/components/picture.njk puts it on a page.
export { type BarByKindData, barByKind } from './charts/bars.ts'
export { type ComparisonData, comparison, type PairedIndicator } from './charts/comparison.ts'
export { type ControlChartData, controlChart } from './charts/control-chart.ts'
export { drawnOnce } from './charts/drawn-once.ts'
export { type HistogramData, histogram } from './charts/histogram.ts'
export { type HourWeekdayData, hourWeekday } from './charts/hour-weekday.ts'
export { type AreaIndicator, type IndicatorStripsData, indicatorStrips } from './charts/indicator-strips.ts'
export {
  type LifeAxis,
  type LifeMoment,
  type LifeSpan,
  type LifeTimelineData,
  lifeTimeline,
} from './charts/life-timeline.ts'
export { colours, contrast, diverging, sequential } from './charts/palette.ts'
export type { About, ListItem, LiveMap, Picture, Sentence, Table } from './charts/picture.ts'
export { type DrawnPlot, type PlotLibrary, renderPlot } from './charts/plot.ts'
export { type ProfileHeaderData, profileHeader, type YearValue } from './charts/profile-header.ts'
export { type RateComparisonData, type RateItem, rateComparison } from './charts/rate-comparison.ts'
export { type SmallMultiplesData, smallMultiples } from './charts/small-multiples.ts'
export type { MonthCount } from './charts/spc.ts'
export type { Indicator } from './charts/strips.ts'
export { type FoundMark, type ThenNowData, type ThenNowGroup, type ThenNowItem, thenNow } from './charts/then-now.ts'
export { type TimeSeriesData, type TimeValue, timeSeries } from './charts/time-series.ts'
export { type VoiceSaid, type VoicesData, voices } from './charts/voices.ts'
export type { SmallCounts } from './charts/words.ts'
