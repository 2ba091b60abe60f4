// The printed sign inside a room's door (A6): where you are, what to do, the code, the address to type instead.
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFloorName } from '../hooks/useFloorName'
import css from './DoorSign.module.css'
import { FloorMark } from './FloorMark'

interface Props {
  room: { name: string; floor: number | null }
  property: { name: string; floors: number[] }
  /** What the code says. */
  url: string
  /** The code as a picture. */
  picture: string
  /** Black on white, without colour. */
  plain?: boolean
}

/** "Something not right? Scan." as the guests' neighbours would say it; said in each language, whatever the app's. */
const tongues = [
  { lang: 'de', words: 'Stimmt etwas nicht? Scannen.' },
  { lang: 'fr', words: 'Un problème ? Scannez.' },
  { lang: 'tr', words: 'Bir sorun mu var? Tarayın.' },
  { lang: 'uk', words: 'Щось не так? Скануйте.' },
  { lang: 'ar', words: 'هل هناك خلل؟ امسح الرمز.', dir: 'rtl' },
] as const

const withoutScheme = (url: string) => url.replace(/^https?:\/\//, '')

export function DoorSign({ room, property, url, picture, plain }: Props) {
  const { t } = useTranslation('rooms')
  const { long } = useFloorName()
  const address = withoutScheme(url)
  const cut = address.lastIndexOf('/') + 1
  return (
    <article
      className={css.sign}
      data-plain={plain || undefined}
      aria-label={t('sign.of', { name: room.name })}
    >
      <div className={css.plate} data-long={room.name.length > 3 || undefined}>
        <FloorMark floor={room.floor} floors={property.floors} />
        <b>{room.name}</b>
      </div>
      <p className={css.ask}>
        {t('sign.ask')} <b>{t('sign.scan')}</b>
      </p>
      <div className={css.way}>
        <div className={css.how}>
          <IconArrowRight className="way" stroke={2.6} aria-hidden />
          <p>
            {t('sign.how')}
            <br />
            {t('sign.noApp')}
          </p>
        </div>
        <img className={css.code} src={picture} alt={t('code.picture', { name: room.name })} />
      </div>
      <p className={css.address}>
        {address.slice(0, cut)}
        <b>{address.slice(cut)}</b>
      </p>
      <ul className={css.tongues}>
        {tongues.map(({ lang, words, ...more }) => (
          <li key={lang} lang={lang} {...more}>
            {words}
          </li>
        ))}
      </ul>
      <footer className={css.foot}>
        <span>
          <b>{property.name}</b>, {long(room.floor)}
        </span>
        <span>
          {t('sign.danger')} <b>{t('sign.dangerNumber')}</b>
        </span>
      </footer>
    </article>
  )
}
