"""What an authenticator app shows at this moment."""

from allauth.mfa.totp.internal import auth as totp

from tests.cast import TOTP_SECRET


def code_now(secret: str = TOTP_SECRET) -> str:
    """The code of now, and not of one of the moments around it, so that it still counts a moment later."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))
