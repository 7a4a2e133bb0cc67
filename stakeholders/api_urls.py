"""Addresses of the engagement log in the API."""

from django.urls import path

from stakeholders.api import contacts, groups, not_sought, plan

CONTACT = "stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/"
FOR_ASSESSMENT = "assessments/<uuid:pk>/engagement/"
GROUPS = [
    path("stakeholders/", groups.StakeholderGroups.as_view(), name="api_stakeholders"),
    path("stakeholders/<uuid:pk>/", groups.StakeholderGroupDetail.as_view(), name="api_stakeholder"),
    path("stakeholders/<uuid:pk>/contacts/", contacts.Contacts.as_view(), name="api_contacts"),
    path(CONTACT, contacts.ContactDetail.as_view(), name="api_contact"),
    path(f"{CONTACT}openings/", contacts.ContactOpenings.as_view(), name="api_contact_openings"),
    path(f"{CONTACT}erasure/", contacts.ContactErasure.as_view(), name="api_contact_erasure"),
]
PLAN = [
    path(FOR_ASSESSMENT, plan.Grid.as_view(), name="api_engagement_grid"),
    path(f"{FOR_ASSESSMENT}plan/", plan.Plan.as_view(), name="api_plan"),
    path(f"{FOR_ASSESSMENT}plan/<uuid:planned_pk>/", plan.PlannedDetail.as_view(), name="api_planned"),
    path(
        f"{FOR_ASSESSMENT}plan/<uuid:planned_pk>/removal/",
        plan.PlannedRemoval.as_view(),
        name="api_planned_removal",
    ),
    path(f"{FOR_ASSESSMENT}not-sought/", not_sought.NotSoughtList.as_view(), name="api_not_sought_list"),
    path(
        f"{FOR_ASSESSMENT}not-sought/<uuid:not_sought_pk>/",
        not_sought.NotSoughtDetail.as_view(),
        name="api_not_sought",
    ),
    path(
        f"{FOR_ASSESSMENT}not-sought/<uuid:not_sought_pk>/removal/",
        not_sought.NotSoughtRemoval.as_view(),
        name="api_not_sought_removal",
    ),
]
urlpatterns = [*GROUPS, *PLAN]
