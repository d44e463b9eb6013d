import pytest
from tests.pages.conftest import *
from tests.pages.applicants import *
from tests.pages.reading import text_of
@pytest.mark.parametrize("who,path", [
 ("ngo","/applications"),("ngo","/calls/liepaja-demo/apply"),("ngo","/calls/liepaja-demo-scoring/apply"),("chair","/calls/liepaja-demo/apply"),
 ("ngo","A"),("ngo","A/sections/target-group"),("ngo","A/sections/project"),("ngo","A/sections/declarations"),("ngo","A/attachments"),("ngo","A/review"),
 ("ngo","B"),("ngo","B/review"),("ngo","B/attachments"),("ngo","C"),("ngo","C/receipt"),("ngo","C/withdraw"),("ngo2","D"),("ngo2","D/receipt"),("ngo2","D/withdraw"),("ngo2","D/review"),
 (None,"/calls/liepaja-demo"),(None,"/help/applicant"),
])
def test_smoke(own_demo_site, language, who, path):
    app=own_demo_site
    for k,t in dict(A=HALF,B=READY,C=SECOND_SEASON,D=THEIRS).items():
        if path.startswith(k): path=f"/applications/{key_of(app,t)}"+path[1:]
    c = signed_in(app, who) if who else app.test_client()
    r=c.get(f"/{language}{path}")
    assert r.status_code==200, text_of(r)
    print(text_of(r)[300:1500])
