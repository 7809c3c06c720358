import { lookAtViews } from './looks-of-views.tsx'

lookAtViews('people')
