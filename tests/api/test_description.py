"""The OpenAPI description."""

from django.test import Client


def test_the_description_says_how_to_send_a_token(client: Client, db: None) -> None:
    told = client.get("/api/v1/schema/", HTTP_ACCEPT="application/vnd.oai.openapi+json").json()
    assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert told["paths"]["/api/v1/assessments/"]["get"]["security"] == [{"token": []}]
    assert any(path.endswith("/grants/") for path in told["paths"])
