-- Two roles, made once with the database: the owner changes the schema, the app only works with rows.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE hrdd_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE hrdd_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
ALTER DATABASE hrdd OWNER TO hrdd_owner;
REVOKE ALL ON DATABASE hrdd FROM PUBLIC;
GRANT CONNECT ON DATABASE hrdd TO hrdd_app;
