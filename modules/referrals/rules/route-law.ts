// What the law and the guidance say of two routes out: a repeat to the MARAC, and the duty about modern slavery.
const twelveMonthsAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`

/**
 * Whether a MARAC is a repeat: a further incident on `incidentOn`, at most 12 months after the last one was heard on `lastOn`
 * (SafeLives). Days are `YYYY-MM-DD`. Nothing where a day is missing.
 */
export function isRepeat(lastOn: string | undefined, incidentOn: string | undefined): boolean | undefined {
  if (lastOn === undefined || incidentOn === undefined) return undefined
  return incidentOn >= lastOn && incidentOn <= twelveMonthsAfter(lastOn)
}

/**
 * What the law asks of modern slavery: a child is reported whoever agrees; an adult who agrees is reported; of any other adult
 * the Home Office is told without a name (Modern Slavery Act 2015 section 52).
 */
export function nrmDuty(age: string, adultAgrees: string | undefined): 'report' | 'notify' {
  return age === 'child' || adultAgrees === 'yes' ? 'report' : 'notify'
}
