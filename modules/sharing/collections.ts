import { collectionId } from '#platform/access'

/** Stands for every disclosure: its readers answer for all of them. */
export const disclosures = collectionId('disclosures')
/** Whoever may write here may ask about sharing, and decide. */
export const makingDisclosures = collectionId('making disclosures')
/** Whoever may read here may open what was disclosed to their agency. */
export const receivingDisclosures = collectionId('receiving disclosures')
/** Sharing agreements, records of processing and appropriate policy documents. */
export const sharingDocuments = collectionId('sharing documents')
/** Data-protection and equality assessments of cohorts and models. */
export const impactAssessments = collectionId('assessments')
/** The right to answer somebody who asks what is held on them. */
export const subjectAccess = collectionId('sharing: subject access')
/** The right to agree, as a second person, that a record is opened to answer them. */
export const agreeingToOpenings = collectionId('sharing: agreeing to openings')
/** Which records are due to end, and what is decided about them. */
export const retentionQueue = collectionId('retention')
