"""Every address of the site. Their first segments are reserved: no page may take them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.account_views import to_sign_in
from core.serving import serve

handler429 = "core.account_limits.too_many_attempts"

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own sign-in forms would let people in past what ours asks.
    path("admin/login/", to_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("home.urls")),
]

if settings.DEBUG:
    urlpatterns += [
        path("dev/", include("clusterxchange.development_urls")),
        *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    ]

urlpatterns += i18n_patterns(
    path("accounts/", include("core.account_urls")),
    path("search/", include("search.urls")),
    path("news/", include("news.urls")),
    path("partnerships/", include("partnerships.urls")),
    path("", include("search.catalogue.urls")),
    path("", include("exchanges.urls")),
    path("", include("events.urls")),
    path("_util/login/", to_sign_in),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
