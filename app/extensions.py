"""What Flask's extensions give the site: the database session, languages, CSRF tokens, accounts.

`db` keeps the one metadata of the domain: `db.metadata is Base.metadata`, and `db.session` queries its records.
"""

from flask_babel import Babel
from flask_security.core import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app import schema
from competition.foundation.base import Base

db = SQLAlchemy(model_class=Base)
babel = Babel()
csrf = CSRFProtect()
security = Security()

__all__ = ["babel", "csrf", "db", "schema", "security"]
