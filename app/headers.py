"""What every answer says besides its page: what may run in it, how long it may be kept, in which encoding it comes."""

from flask import Flask, Response, request
from flask_login import current_user

from app.access import Do, asked_of
from app.compression import compressed, prepare_compression
from app.config import Settings
from competition.foundation.clock import now

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
POWERS = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "speaker-selection", "storage-access", "usb", "window-management"),
    *("xr-spatial-tracking",),
)
"""What browsers can do and no page of ours asks for; passkeys (publickey-credentials-*) stay with the site itself.

Only powers that every browser of today knows: one that it does not know is a complaint on every page."""
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # for browsers that know no frame-ancestors
}
HSTS = "max-age=31536000; includeSubDomains"


def set_headers(app: Flask, settings: Settings) -> None:
    """Guard every answer; let browsers ask again cheaply for what is public, and send it compressed."""
    prepare_compression(app)

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers["Server-Timing"] = f'clock;desc="{now().isoformat()}"'  # what countdown.js goes by
        if settings.secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return _keep(response, public=_is_public(app))


def _is_public(app: Flask) -> bool:
    return asked_of(app.view_functions.get(request.endpoint or "")) is Do.SEE_PUBLIC


def _keep(response: Response, *, public: bool) -> Response:
    if "Cache-Control" in response.headers:
        return response
    if not public or request.method not in {"GET", "HEAD"} or response.status_code != 200:  # noqa: PLR2004
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = "private, no-cache" if current_user.is_authenticated else "no-cache"
    response.vary.add("Cookie")
    if response.direct_passthrough or response.is_streamed:
        return response
    response.add_etag(weak=True)
    response.make_conditional(request.environ)
    return compressed(response)
