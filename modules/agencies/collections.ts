import { collectionId } from '#platform/access'

/** Stands for all accounts: who may manage it invites people, gives roles and ends sessions. */
export const accountsCollection = collectionId('accounts')
