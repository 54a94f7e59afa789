-- Assessments and the life timeline are parts of the file (the case) that they were made for, and go with it.
-- See modules/sharing/sql/0028_retention.sql.
select retention_mention('assessment_file', 'file');
select retention_part('assessment', 'assessment_file');
select retention_part('assessment_factor', 'assessment');
select retention_part('assessment_context', 'assessment');
select retention_part('life_event', 'assessment_file');
select retention_part('reachable_moment', 'life_event');
select retention_part('reachable_moment', 'assessment_file');
