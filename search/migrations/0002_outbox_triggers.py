"""The triggers of the outbox, as `search.feeds.install_sql` wrote them."""

from django.db import migrations

INSTALL = """\
CREATE OR REPLACE FUNCTION search_note_catalog_resource() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM new_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT id FROM changed
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM old_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT id FROM changed
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM old_rows EXCEPT SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM new_rows) UNION (SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM new_rows EXCEPT SELECT id, live, product_number, slug, lifecycle, title, subtitle, abstract, notes, kind, format, publisher, series_id, primary_topic_id, published_year, published_month, published_day, first_published_at FROM old_rows))
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT id FROM changed
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resource REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resource REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resource REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resource FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource();

CREATE OR REPLACE FUNCTION search_note_catalog_resourcerelation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, relation, target_id FROM new_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT target_id FROM changed WHERE relation = 'supersedes'
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, relation, target_id FROM old_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT target_id FROM changed WHERE relation = 'supersedes'
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, relation, target_id FROM old_rows EXCEPT SELECT id, resource_id, relation, target_id FROM new_rows) UNION (SELECT id, resource_id, relation, target_id FROM new_rows EXCEPT SELECT id, resource_id, relation, target_id FROM old_rows))
    SELECT DISTINCT * FROM (WITH RECURSIVE older (id) AS (SELECT target_id FROM changed WHERE relation = 'supersedes'
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resourcerelation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcerelation();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resourcerelation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcerelation();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resourcerelation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcerelation();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resourcerelation FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcerelation();

CREATE OR REPLACE FUNCTION search_note_catalog_resource_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, topic_id FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, topic_id FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, topic_id FROM old_rows EXCEPT SELECT id, resource_id, topic_id FROM new_rows) UNION (SELECT id, resource_id, topic_id FROM new_rows EXCEPT SELECT id, resource_id, topic_id FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resource_topics REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_topics();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resource_topics REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_topics();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resource_topics REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_topics();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resource_topics FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_topics();

CREATE OR REPLACE FUNCTION search_note_catalog_resource_audiences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, audience_id FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, audience_id FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, audience_id FROM old_rows EXCEPT SELECT id, resource_id, audience_id FROM new_rows) UNION (SELECT id, resource_id, audience_id FROM new_rows EXCEPT SELECT id, resource_id, audience_id FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resource_audiences REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_audiences();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resource_audiences REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_audiences();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resource_audiences REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_audiences();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resource_audiences FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_audiences();

CREATE OR REPLACE FUNCTION search_note_catalog_resource_languages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, language_id FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, language_id FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, language_id FROM old_rows EXCEPT SELECT id, resource_id, language_id FROM new_rows) UNION (SELECT id, resource_id, language_id FROM new_rows EXCEPT SELECT id, resource_id, language_id FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resource_languages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_languages();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resource_languages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_languages();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resource_languages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_languages();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resource_languages FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resource_languages();

CREATE OR REPLACE FUNCTION search_note_catalog_identifier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, scheme, value, normalized FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, scheme, value, normalized FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, sort_order, scheme, value, normalized FROM old_rows EXCEPT SELECT id, resource_id, sort_order, scheme, value, normalized FROM new_rows) UNION (SELECT id, resource_id, sort_order, scheme, value, normalized FROM new_rows EXCEPT SELECT id, resource_id, sort_order, scheme, value, normalized FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_identifier REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_identifier();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_identifier REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_identifier();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_identifier REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_identifier();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_identifier FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_identifier();

CREATE OR REPLACE FUNCTION search_note_catalog_contribution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, name FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, name FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, sort_order, name FROM old_rows EXCEPT SELECT id, resource_id, sort_order, name FROM new_rows) UNION (SELECT id, resource_id, sort_order, name FROM new_rows EXCEPT SELECT id, resource_id, sort_order, name FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_contribution REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_contribution();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_contribution REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_contribution();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_contribution REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_contribution();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_contribution FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_contribution();

CREATE OR REPLACE FUNCTION search_note_catalog_subjectheading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, heading FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, sort_order, heading FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, sort_order, heading FROM old_rows EXCEPT SELECT id, resource_id, sort_order, heading FROM new_rows) UNION (SELECT id, resource_id, sort_order, heading FROM new_rows EXCEPT SELECT id, resource_id, sort_order, heading FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_subjectheading REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_subjectheading();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_subjectheading REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_subjectheading();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_subjectheading REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_subjectheading();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_subjectheading FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_subjectheading();

CREATE OR REPLACE FUNCTION search_note_catalog_resourcefile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, role, sort_order, document_id, url FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, role, sort_order, document_id, url FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, role, sort_order, document_id, url FROM old_rows EXCEPT SELECT id, resource_id, role, sort_order, document_id, url FROM new_rows) UNION (SELECT id, resource_id, role, sort_order, document_id, url FROM new_rows EXCEPT SELECT id, resource_id, role, sort_order, document_id, url FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_resourcefile REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcefile();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_resourcefile REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcefile();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_resourcefile REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcefile();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_resourcefile FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_resourcefile();

CREATE OR REPLACE FUNCTION search_note_media_librarydocument() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, file, collection_id FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, file, collection_id FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, file, collection_id FROM old_rows EXCEPT SELECT id, file, collection_id FROM new_rows) UNION (SELECT id, file, collection_id FROM new_rows EXCEPT SELECT id, file, collection_id FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON media_librarydocument REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_librarydocument();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON media_librarydocument REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_librarydocument();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON media_librarydocument REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_librarydocument();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON media_librarydocument FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_librarydocument();

CREATE OR REPLACE FUNCTION search_note_media_documentpassage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, document_id, place, text FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.document_id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, document_id, place, text FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.document_id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, document_id, place, text FROM old_rows EXCEPT SELECT id, document_id, place, text FROM new_rows) UNION (SELECT id, document_id, place, text FROM new_rows EXCEPT SELECT id, document_id, place, text FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file JOIN changed ON file.document_id = changed.document_id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON media_documentpassage REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_documentpassage();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON media_documentpassage REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_documentpassage();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON media_documentpassage REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_documentpassage();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON media_documentpassage FOR EACH STATEMENT EXECUTE FUNCTION search_note_media_documentpassage();

CREATE OR REPLACE FUNCTION search_note_wagtailcore_collectionviewrestriction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, collection_id FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT collection_id FROM changed)) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, collection_id FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT collection_id FROM changed)) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, collection_id FROM old_rows EXCEPT SELECT id, collection_id FROM new_rows) UNION (SELECT id, collection_id FROM new_rows EXCEPT SELECT id, collection_id FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT collection_id FROM changed)) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON wagtailcore_collectionviewrestriction REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collectionviewrestriction();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON wagtailcore_collectionviewrestriction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collectionviewrestriction();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON wagtailcore_collectionviewrestriction REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collectionviewrestriction();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON wagtailcore_collectionviewrestriction FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collectionviewrestriction();

CREATE OR REPLACE FUNCTION search_note_wagtailcore_collection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, path FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT id FROM changed)) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, path FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT id FROM changed)) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, path FROM old_rows EXCEPT SELECT id, path FROM new_rows) UNION (SELECT id, path FROM new_rows EXCEPT SELECT id, path FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN (SELECT id FROM changed)) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON wagtailcore_collection REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collection();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON wagtailcore_collection REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collection();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON wagtailcore_collection REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collection();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON wagtailcore_collection FOR EACH STATEMENT EXECUTE FUNCTION search_note_wagtailcore_collection();

CREATE OR REPLACE FUNCTION search_note_inventory_stockitem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM old_rows EXCEPT SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM new_rows) UNION (SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM new_rows EXCEPT SELECT id, resource_id, on_hand - allocated - buffer > 0 AS available FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM changed) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON inventory_stockitem REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_inventory_stockitem();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON inventory_stockitem REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_inventory_stockitem();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON inventory_stockitem REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_inventory_stockitem();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON inventory_stockitem FOR EACH STATEMENT EXECUTE FUNCTION search_note_inventory_stockitem();

CREATE OR REPLACE FUNCTION search_note_catalog_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, parent_id, slug, name FROM new_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, parent_id, slug, name FROM old_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, parent_id, slug, name FROM old_rows EXCEPT SELECT id, parent_id, slug, name FROM new_rows) UNION (SELECT id, parent_id, slug, name FROM new_rows EXCEPT SELECT id, parent_id, slug, name FROM old_rows))
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_topic REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topic();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_topic REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topic();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_topic REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topic();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_topic FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topic();

CREATE OR REPLACE FUNCTION search_note_catalog_topicterm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, topic_id, term FROM new_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT topic_id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, topic_id, term FROM old_rows)
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT topic_id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, topic_id, term FROM old_rows EXCEPT SELECT id, topic_id, term FROM new_rows) UNION (SELECT id, topic_id, term FROM new_rows EXCEPT SELECT id, topic_id, term FROM old_rows))
    SELECT DISTINCT * FROM (WITH RECURSIVE below (id) AS (SELECT topic_id FROM changed
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_topicterm REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topicterm();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_topicterm REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topicterm();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_topicterm REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topicterm();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_topicterm FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_topicterm();

CREATE OR REPLACE FUNCTION search_note_catalog_audience() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, slug FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_audiences JOIN changed ON audience_id = changed.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, slug FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_audiences JOIN changed ON audience_id = changed.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, slug FROM old_rows EXCEPT SELECT id, slug FROM new_rows) UNION (SELECT id, slug FROM new_rows EXCEPT SELECT id, slug FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_audiences JOIN changed ON audience_id = changed.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_audience REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_audience();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_audience REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_audience();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_audience REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_audience();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_audience FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_audience();

CREATE OR REPLACE FUNCTION search_note_catalog_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, code FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_languages JOIN changed ON language_id = changed.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, code FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_languages JOIN changed ON language_id = changed.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, code FROM old_rows EXCEPT SELECT id, code FROM new_rows) UNION (SELECT id, code FROM new_rows EXCEPT SELECT id, code FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource_id FROM catalog_resource_languages JOIN changed ON language_id = changed.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_language REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_language();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_language REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_language();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_language REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_language();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_language FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_language();

CREATE OR REPLACE FUNCTION search_note_catalog_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, title FROM new_rows)
    SELECT DISTINCT * FROM (SELECT resource.id FROM catalog_resource resource JOIN changed ON series_id = changed.id) AS resources;
  WHEN 'DELETE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS (SELECT id, title FROM old_rows)
    SELECT DISTINCT * FROM (SELECT resource.id FROM catalog_resource resource JOIN changed ON series_id = changed.id) AS resources;
  WHEN 'UPDATE' THEN INSERT INTO search_outbox (resource_id) WITH changed AS ((SELECT id, title FROM old_rows EXCEPT SELECT id, title FROM new_rows) UNION (SELECT id, title FROM new_rows EXCEPT SELECT id, title FROM old_rows))
    SELECT DISTINCT * FROM (SELECT resource.id FROM catalog_resource resource JOIN changed ON series_id = changed.id) AS resources;
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('search_outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER search_note_insert AFTER INSERT ON catalog_series REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_series();
CREATE OR REPLACE TRIGGER search_note_update AFTER UPDATE ON catalog_series REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_series();
CREATE OR REPLACE TRIGGER search_note_delete AFTER DELETE ON catalog_series REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_series();
CREATE OR REPLACE TRIGGER search_note_truncate AFTER TRUNCATE ON catalog_series FOR EACH STATEMENT EXECUTE FUNCTION search_note_catalog_series();
"""

REMOVE = """\
DROP FUNCTION search_note_catalog_resource() CASCADE;
DROP FUNCTION search_note_catalog_resourcerelation() CASCADE;
DROP FUNCTION search_note_catalog_resource_topics() CASCADE;
DROP FUNCTION search_note_catalog_resource_audiences() CASCADE;
DROP FUNCTION search_note_catalog_resource_languages() CASCADE;
DROP FUNCTION search_note_catalog_identifier() CASCADE;
DROP FUNCTION search_note_catalog_contribution() CASCADE;
DROP FUNCTION search_note_catalog_subjectheading() CASCADE;
DROP FUNCTION search_note_catalog_resourcefile() CASCADE;
DROP FUNCTION search_note_media_librarydocument() CASCADE;
DROP FUNCTION search_note_media_documentpassage() CASCADE;
DROP FUNCTION search_note_wagtailcore_collectionviewrestriction() CASCADE;
DROP FUNCTION search_note_wagtailcore_collection() CASCADE;
DROP FUNCTION search_note_inventory_stockitem() CASCADE;
DROP FUNCTION search_note_catalog_topic() CASCADE;
DROP FUNCTION search_note_catalog_topicterm() CASCADE;
DROP FUNCTION search_note_catalog_audience() CASCADE;
DROP FUNCTION search_note_catalog_language() CASCADE;
DROP FUNCTION search_note_catalog_series() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("catalog", "0002_initial"),
        ("inventory", "0001_initial"),
        ("media", "0003_document_readings"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(INSTALL, REMOVE),
        # What was there before the triggers came.
        migrations.RunSQL(
            "INSERT INTO search_outbox (resource_id) SELECT id FROM catalog_resource",
            migrations.RunSQL.noop,
        ),
    ]
