/** All words of the service that do not stand beside a question. */
export const texts = {
  approved:
    'قرارداد بیمهٔ شما بسته شد. نخستین حق بیمه را تا {last} در «قراردادها و پرداخت» بپردازید، وگرنه قرارداد پایان می‌یابد.',
  rejected: 'درخواست قرارداد بیمهٔ شما پذیرفته نشد. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
} as const
