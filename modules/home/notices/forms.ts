import { z } from 'zod'
import { mailChoices } from './rules.ts'

export const choiceForm = z.object({ byMail: z.enum(mailChoices, 'Choose how often you want a message') })
