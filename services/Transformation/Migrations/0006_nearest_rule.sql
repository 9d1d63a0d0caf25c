-- Of what is held the rule that applied or came nearest to applying; null where there is none, and for what was held before.
ALTER TABLE transformation.held ADD COLUMN nearest_rule text;
