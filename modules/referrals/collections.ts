import { collectionId } from '#platform/access'

/** Every referral, for who sorts what comes in and who answers for it. The migration names the same ids. */
export const referralsCollection = collectionId('referrals')
/** The referrals that somebody was given to read. */
export const givenReferrals = collectionId('referrals: given')
/** The right to ask for help for somebody. */
export const makingReferrals = collectionId('referrals: making')
/** What was asked only to see whether all are treated alike. */
export const fairnessAnswers = collectionId('referrals: fairness')
