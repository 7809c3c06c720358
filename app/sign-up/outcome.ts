import { findDefaultBranch, type Branch } from '#store/branches.ts'
import type { SignUp, SignUpOutcome } from '#store/sign-ups.ts'
import type { App } from '../app.ts'

type BranchReason = Exclude<SignUpOutcome, 'succeeded' | 'already-registered'>

/** Why somebody is asked to the branch, said so that they know what to bring and what to have corrected. */
export const branchReasons: Record<BranchReason, string> = {
  'mobile-not-own':
    'شمارهٔ همراهی که نوشتید به نام شما نیست. با شماره‌ای که به نام خودتان است دوباره ثبت‌نام کنید، یا برای ثبت‌نام با مدارک شناسایی به شعبه بروید.',
  'mobile-unknown':
    'در سه روز گذشته نتوانستیم مالک این شمارهٔ همراه را از اپراتور بپرسیم. برای تکمیل ثبت‌نام با مدارک شناسایی به شعبه بروید.',
  'registry-no-match':
    'کد ملی و تاریخ تولدی که نوشتید در ثبت احوال با هم یافت نشد. اگر یکی را اشتباه نوشته‌اید دوباره ثبت‌نام کنید؛ وگرنه با مدارک شناسایی به شعبه بروید.',
  'registry-mismatch':
    'مشخصاتی که نوشتید با ثبت احوال یکی نیست. اگر نام یا شمارهٔ شناسنامه را اشتباه نوشته‌اید دوباره ثبت‌نام کنید؛ وگرنه با مدارک شناسایی به شعبه بروید.',
  deceased:
    'در ثبت احوال، دارندهٔ این کد ملی درگذشته ثبت شده است. اگر این درست نیست با مدارک شناسایی به شعبه بروید تا اصلاح شود.',
}

export const identityPapers = ['شناسنامه', 'کارت ملی', 'سیم‌کارتی که به نام خودتان است، یا گوشی همراه آن'] as const

export type SignUpMessage =
  | { state: 'checking'; trackingCode: string }
  | { state: 'succeeded'; trackingCode: string; message: string }
  | { state: 'go-to-branch'; trackingCode: string; reason: string; branch: Branch; papers: readonly string[] }
  | { state: 'told-by-sms'; trackingCode: string }
  | { state: 'finished' }

/**
 * The system's message at the end of a sign-up, for the device that sent it. Whether a number already had an account
 * is not told here: its owner learns it by SMS.
 */
export async function signUpMessage(app: App, signUp: SignUp): Promise<SignUpMessage> {
  const trackingCode = signUp.trackingCode ?? ''
  if (signUp.seenAt !== null) return { state: 'finished' }
  if (signUp.outcome === null) return { state: 'checking', trackingCode }
  if (signUp.outcome === 'succeeded') {
    return {
      state: 'succeeded',
      trackingCode,
      message: `${signUp.firstName} ${signUp.lastName}، ثبت‌نام شما انجام شد و حسابتان آماده است.`,
    }
  }
  if (signUp.outcome === 'already-registered') return { state: 'told-by-sms', trackingCode }
  const branch = await findDefaultBranch(app.db)
  if (branch === undefined) return { state: 'told-by-sms', trackingCode }
  return { state: 'go-to-branch', trackingCode, reason: branchReasons[signUp.outcome], branch, papers: identityPapers }
}
