/** What a file on a record may be. The content says it, and the ending of its name must agree. */
export const fileTypes = {
  pdf: { endings: ['pdf'], mime: 'application/pdf', words: 'PDF' },
  png: { endings: ['png'], mime: 'image/png', words: 'PNG picture' },
  jpeg: { endings: ['jpg', 'jpeg'], mime: 'image/jpeg', words: 'JPEG picture' },
  docx: {
    endings: ['docx'],
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    words: 'Word document',
  },
  xlsx: {
    endings: ['xlsx'],
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    words: 'Excel workbook',
  },
  odt: { endings: ['odt'], mime: 'application/vnd.oasis.opendocument.text', words: 'OpenDocument text' },
  ods: { endings: ['ods'], mime: 'application/vnd.oasis.opendocument.spreadsheet', words: 'OpenDocument spreadsheet' },
  txt: { endings: ['txt'], mime: 'text/plain; charset=utf-8', words: 'Plain text' },
} as const

export type FileType = keyof typeof fileTypes

const names: readonly FileType[] = ['pdf', 'png', 'jpeg', 'docx', 'xlsx', 'odt', 'ods', 'txt']

export const isFileType = (text: string): text is FileType => names.some(name => name === text)

/** The kind of file that the ending of a name promises, or undefined where no such file may be added. */
export function typeOfName(name: string): FileType | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  return names.find(type => fileTypes[type].endings.some(it => it === ending))
}
