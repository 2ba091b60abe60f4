// The one theme file: tokens (light, dark) become CSS variables --mm-*, and Mantine's own variables follow them.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

export const light = {
  floor: '#F0F2F2', // the page: what everything stands on
  surface: '#FFFFFF', // what you read
  sunken: '#F7F8F8', // rails, headers, quiet fields
  ink: '#14171A',
  ink2: '#474F55',
  ink3: '#5F676D',
  line: '#DCE0E2',
  edge: '#7F888E', // edges of controls (3:1)
  rule: '#14171A', // the strong line over a list, the wall of a building
  sign: '#FFC400', // you are here, and the way on: nothing else is yellow
  signSoft: '#FFF4CC',
  onSign: '#14171A',
  plate: '#14171A', // room plates
  plateText: '#FFFFFF',
  plateDim: '#697278',
  plateEdge: '#14171A',
  blue: '#0A5CAD', // moving
  blueSoft: '#E3EFFB',
  green: '#17693A', // done
  greenSoft: '#DFF2E5',
  amber: '#7D4B00', // waiting, soon
  amberSoft: '#FBEBD0',
  red: '#B3261E', // late, critical
  redSoft: '#FCE6E3',
  lateFill: '#B3261E',
  staff: '#77226A', // staff only (internal)
  staffSoft: '#F8EDF6',
  staffHatch: '#D9A9D0',
  facade: '#F0F2F2', // the sign-in's building: ink on light, one yellow thing
  facadeLine: '#14171A',
  facadeFaint: '#B4BBC0',
  focus: '#0A5CAD',
  shade: 'rgba(20,23,26,.45)',
  lift: '0 8px 28px rgba(20,23,26,.18), 0 1px 3px rgba(20,23,26,.16)',
}

export const dark: typeof light = {
  floor: '#111314',
  surface: '#191C1E',
  sunken: '#151819',
  ink: '#ECEEEF',
  ink2: '#BBC2C6',
  ink3: '#9BA3A8',
  line: '#2D3235',
  edge: '#757E84',
  rule: '#838C92',
  sign: '#FFC61A',
  signSoft: '#332B10',
  onSign: '#14171A',
  plate: '#050606',
  plateText: '#FFFFFF',
  plateDim: '#626B71',
  plateEdge: '#454D52',
  blue: '#86BDF7',
  blueSoft: '#172C42',
  green: '#7BCF9B',
  greenSoft: '#16301F',
  amber: '#EDB963',
  amberSoft: '#35280F',
  red: '#FF9B91',
  redSoft: '#411B18',
  lateFill: '#C4332A',
  staff: '#EDACDF',
  staffSoft: '#2B1D29',
  staffHatch: '#6E3C64',
  facade: '#111314',
  facadeLine: '#838C92',
  facadeFaint: '#3C4246',
  focus: '#FFC61A',
  shade: 'rgba(0,0,0,.62)',
  lift: '0 10px 34px rgba(0,0,0,.6), 0 0 0 1px #2D3235',
}

const sign: MantineColorsTuple = [
  '#FFF9E0',
  '#FFF4CC',
  '#FFE999',
  '#FFDD61',
  '#FFD333',
  '#FFCA14',
  '#FFC400',
  '#E0AC00',
  '#B88D00',
  '#8A6A00',
]

const kebab = (name: string) =>
  name
    .replace(/([A-Z])/g, '-$1')
    .replace(/(\d)/, '-$1')
    .toLowerCase()
const asVars = (tokens: typeof light) => ({
  ...Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--mm-${kebab(name)}`, value])),
  '--mantine-color-body': tokens.surface,
  '--mantine-color-text': tokens.ink,
  '--mantine-color-bright': tokens.ink,
  '--mantine-color-dimmed': tokens.ink3,
  '--mantine-color-placeholder': tokens.ink3,
  '--mantine-color-anchor': tokens.ink,
  '--mantine-color-default': tokens.surface,
  '--mantine-color-default-hover': tokens.sunken,
  '--mantine-color-default-color': tokens.ink,
  '--mantine-color-default-border': tokens.edge,
  '--mantine-color-error': tokens.red,
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: asVars(light),
  dark: asVars(dark),
})

export const theme = createTheme({
  colors: { sign },
  primaryColor: 'sign',
  primaryShade: 6,
  autoContrast: true,
  black: light.ink,
  fontFamily: "'Sofia Sans Semi Condensed Variable', 'Noto Sans Arabic', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '13px', sm: '14px', md: '15.5px', lg: '18px', xl: '22px' },
  headings: {
    fontWeight: '700',
    sizes: { h1: { fontSize: '26px', lineHeight: '1.15' }, h2: { fontSize: '18px', lineHeight: '1.25' } },
  },
  lineHeights: { xs: '1.3', sm: '1.35', md: '1.4', lg: '1.4', xl: '1.25' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { variant: 'default', size: 'sm' }, styles: { label: { fontWeight: 650 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Checkbox: { defaultProps: { size: 'xs', color: 'var(--mm-ink)', iconColor: 'var(--mm-surface)' } },
    Switch: { defaultProps: { color: 'var(--mm-ink)' } },
    Modal: { defaultProps: { transitionProps: { transition: 'fade', duration: 140 } } },
    Menu: { defaultProps: { transitionProps: { transition: 'fade', duration: 120 }, shadow: 'none' } },
  },
})
