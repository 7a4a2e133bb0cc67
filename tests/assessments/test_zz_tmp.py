import pytest, sys
sys.path.insert(0,'/work/main')
from tests.conftest import *
from tests.assessments.test_query_counts import add_risks, pages, worst_risk
from django.db import connection
from django.test.utils import CaptureQueriesContext
@pytest.mark.django_db
def test_show(client, assessment, lantern, leila, ines, reviewer_grant):
    add_risks(assessment, 3, by=leila, organisation=lantern)
    client.force_login(leila)
    for addr in (worst_risk(assessment), pages(assessment)["overview"], pages(assessment)["register"]):
        client.get(addr)
        with CaptureQueriesContext(connection) as c:
            client.get(addr)
        print("=====", addr)
        for q in c.captured_queries:
            s=q['sql']; i=s.find(' FROM ')
            print(s[:40].replace('\n',' '), '...', s[i:i+330] if i>0 else '')
