"""Addresses below /api/v1/taxonomy/, readable without a token."""

from rest_framework.routers import SimpleRouter

from taxonomy import api

router = SimpleRouter()
router.register("editions", api.Editions, basename="api-edition")
router.register("categories", api.Categories, basename="api-category")
router.register("rights", api.Rights, basename="api-right")
router.register("examples", api.Examples, basename="api-example")
router.register("groups", api.Groups, basename="api-group")
router.register("frameworks", api.Frameworks, basename="api-framework")
urlpatterns = router.urls
