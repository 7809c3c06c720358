// What the pages for staff load besides: keys, and a viewer of pictures.
import { shortcuts } from './shortcuts.ts'
import { viewer } from './viewer.ts'

shortcuts()
viewer()
