"""The first version of the document file."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("motives", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("checklists", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "stage IN ('intended', 'requested', 'consulted', 'advised', 'decided', 'suspended', 'executed')",
            name="ck_dossier_stage",
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "file",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("save_id", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("unsaved", sa.Boolean(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("pending_save_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("pieces_per_week", sa.Double(), nullable=False),
        sa.Column("lot_size", sa.Double(), nullable=False),
        sa.Column("arrival_scv", sa.Double(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("arrival_scv >= 0.0", name="ck_orders_arrival_scv"),
        sa.CheckConstraint("lot_size >= 1.0", name="ck_orders_lot_size"),
        sa.CheckConstraint("pieces_per_week >= 0.0", name="ck_orders_pieces_per_week"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=False),
        sa.Column("deployability", sa.Double(), nullable=False),
        sa.Column("exempt", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("deployability >= 0.0 AND deployability <= 1.0", name="ck_people_deployability"),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_people_hours_per_week"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "rules",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skills_per_person", sa.BigInteger(), nullable=False),
        sa.Column("people_per_skill", sa.BigInteger(), nullable=False),
        sa.Column("mastery_level", sa.BigInteger(), nullable=False),
        sa.Column("expiry_warning_days", sa.BigInteger(), nullable=False),
        sa.Column("utilisation_target", sa.Double(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=False),
        sa.Column("gross_net_factor", sa.Double(), nullable=False),
        sa.Column("minimum_group", sa.BigInteger(), nullable=False),
        sa.Column("team_size", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("short_cycle_seconds", sa.Double(), nullable=False),
        sa.Column("authority_weights", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "expiry_warning_days >= 0 AND expiry_warning_days <= 36500", name="ck_rules_expiry_warning_days"
        ),
        sa.CheckConstraint("gross_net_factor >= 0.0", name="ck_rules_gross_net_factor"),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_rules_hours_per_week"),
        sa.CheckConstraint("mastery_level >= 0 AND mastery_level <= 4", name="ck_rules_mastery_level"),
        sa.CheckConstraint("minimum_group >= 0", name="ck_rules_minimum_group"),
        sa.CheckConstraint("people_per_skill >= 0", name="ck_rules_people_per_skill"),
        sa.CheckConstraint("short_cycle_seconds >= 0.0", name="ck_rules_short_cycle_seconds"),
        sa.CheckConstraint("skills_per_person >= 0", name="ck_rules_skills_per_person"),
        sa.CheckConstraint(
            "utilisation_target >= 0.0 AND utilisation_target <= 1.0", name="ck_rules_utilisation_target"
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "skills",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("training_hours", sa.Double(), nullable=False),
        sa.Column("exempt", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('machine', 'task', 'knowledge', 'certificate')", name="ck_skills_kind"),
        sa.CheckConstraint("training_hours >= 0.0", name="ck_skills_training_hours"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "variants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("bench", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("leavers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('current', 'redesign')", name="ck_variants_kind"),
        sa.ForeignKeyConstraint(
            ["based_on"], ["variants.id"], name="fk_variants_based_on", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "workshop",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("facilitator", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.CheckConstraint("language IN ('nl', 'en')", name="ck_workshop_language"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "absences",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("from", sa.Date(), nullable=False),
        sa.Column("to", sa.Date(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name="fk_absences_person", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("variant", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("from_value", sa.Text(), nullable=False),
        sa.Column("to_value", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("involved", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("staff_consequence", sa.Text(), nullable=False),
        sa.Column("accompanying_measure", sa.Text(), nullable=False),
        sa.Column("works_council_ground", sa.Text(), nullable=True),
        sa.Column("works_council_status", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Date(), nullable=True),
        sa.Column("lever", sa.Text(), nullable=True),
        sa.Column("goals", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("lever IN ('management', 'structure', 'competences', 'culture')", name="ck_actions_lever"),
        sa.CheckConstraint("status IN ('open', 'running', 'done', 'postponed', 'dropped')", name="ck_actions_status"),
        sa.CheckConstraint(
            "works_council_status IN ('none', 'requested', 'advice', 'consent', 'objection')",
            name="ck_actions_works_council_status",
        ),
        sa.CheckConstraint("cost >= 0.0", name="ck_actions_cost"),
        sa.CheckConstraint("hours >= 0.0", name="ck_actions_hours"),
        sa.CheckConstraint("progress >= 0.0 AND progress <= 1.0", name="ck_actions_progress"),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_actions_variant", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "mastery",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("level >= 0 AND level <= 4", name="ck_mastery_level"),
        sa.CheckConstraint("target >= 0 AND target <= 4", name="ck_mastery_target"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name="fk_mastery_person", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["skill"], ["skills.id"], name="fk_mastery_skill", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("person", "skill"),
    )
    op.create_table(
        "meetings",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("participants", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("per_week", sa.Double(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("decisions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes >= 0.0", name="ck_meetings_minutes"),
        sa.CheckConstraint("per_week >= 0.0", name="ck_meetings_per_week"),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_meetings_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "notes",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("box", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("votes >= 0", name="ck_notes_votes"),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_notes_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "surveys",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("instrument IN ('nea', 'jcq')", name="ck_surveys_instrument"),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_surveys_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "units",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("box", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('cell', 'team', 'department', 'support', 'control', 'external')", name="ck_units_kind"
        ),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_units_hours_per_week"),
        sa.CheckConstraint("places >= 1", name="ck_units_places"),
        sa.ForeignKeyConstraint(
            ["variant", "parent"],
            ["units.variant", "units.id"],
            name="fk_units_parent",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_units_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "decisions",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("per_week", sa.Double(), nullable=False),
        sa.Column("sensor", sa.Text(), nullable=True),
        sa.Column("judge", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("level IN ('operational', 'tactical', 'strategic')", name="ck_decisions_level"),
        sa.CheckConstraint("scope IN ('internal', 'external')", name="ck_decisions_scope"),
        sa.CheckConstraint("per_week >= 0.0", name="ck_decisions_per_week"),
        sa.ForeignKeyConstraint(
            ["variant", "about"],
            ["units.variant", "units.id"],
            name="fk_decisions_about",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_decisions_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "disturbances",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("per_week", sa.Double(), nullable=False),
        sa.Column("hours_each", sa.Double(), nullable=False),
        sa.Column("solved", sa.Text(), nullable=False),
        sa.Column("escalates_to", sa.Text(), nullable=True),
        sa.Column("skill", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("solved IN ('inside', 'partly', 'outside')", name="ck_disturbances_solved"),
        sa.CheckConstraint("hours_each >= 0.0", name="ck_disturbances_hours_each"),
        sa.CheckConstraint("per_week >= 0.0", name="ck_disturbances_per_week"),
        sa.ForeignKeyConstraint(
            ["skill"], ["skills.id"], name="fk_disturbances_skill", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["variant", "unit"],
            ["units.variant", "units.id"],
            name="fk_disturbances_unit",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_disturbances_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "links",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("parallel", sa.Boolean(), nullable=False),
        sa.Column("wait_days", sa.Double(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('order', 'information', 'consultation', 'control', 'support')", name="ck_links_kind"
        ),
        sa.CheckConstraint("share >= 0.0 AND share <= 1.0", name="ck_links_share"),
        sa.CheckConstraint("wait_days >= 0.0", name="ck_links_wait_days"),
        sa.ForeignKeyConstraint(["order"], ["orders.id"], name="fk_links_order", initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["variant", "from"],
            ["units.variant", "units.id"],
            name="fk_links_from",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant", "to"], ["units.variant", "units.id"], name="fk_links_to", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_links_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "machines",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("mttf_hours", sa.Double(), nullable=True),
        sa.Column("mttr_hours", sa.Double(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("count >= 1", name="ck_machines_count"),
        sa.CheckConstraint("mttf_hours >= 0.0", name="ck_machines_mttf_hours"),
        sa.CheckConstraint("mttr_hours >= 0.0", name="ck_machines_mttr_hours"),
        sa.ForeignKeyConstraint(
            ["variant", "unit"],
            ["units.variant", "units.id"],
            name="fk_machines_owner",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("variant", "unit", "id"),
    )
    op.create_table(
        "requirements",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("people >= 0", name="ck_requirements_people"),
        sa.ForeignKeyConstraint(
            ["skill"], ["skills.id"], name="fk_requirements_skill", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["variant", "unit"],
            ["units.variant", "units.id"],
            name="fk_requirements_owner",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("variant", "unit", "skill"),
    )
    op.create_table(
        "roles",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("accountabilities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("domains", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=False),
        sa.Column("work", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('executing', 'preparing', 'supporting', 'regulating', 'star')", name="ck_roles_kind"
        ),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_roles_hours_per_week"),
        sa.ForeignKeyConstraint(
            ["variant", "unit"],
            ["units.variant", "units.id"],
            name="fk_roles_unit",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_roles_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "authorities",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("mode IN ('decides', 'consents', 'advises', 'informed')", name="ck_authorities_mode"),
        sa.ForeignKeyConstraint(
            ["variant", "decision"],
            ["decisions.variant", "decisions.id"],
            name="fk_authorities_owner",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("variant", "decision", "party"),
    )
    op.create_table(
        "holders",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=True),
        sa.Column("backup", sa.Boolean(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_holders_hours_per_week"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name="fk_holders_person", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["variant", "role"],
            ["roles.variant", "roles.id"],
            name="fk_holders_owner",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("variant", "role", "person"),
    )
    op.create_table(
        "tasks",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("skill", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.Column("attended", sa.Double(), nullable=False),
        sa.Column("setup_minutes", sa.Double(), nullable=False),
        sa.Column("run_minutes", sa.Double(), nullable=False),
        sa.Column("scv", sa.Double(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=False),
        sa.Column("cycle_seconds", sa.Double(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('executing', 'preparing', 'supporting', 'regulating')", name="ck_tasks_kind"),
        sa.CheckConstraint("attended >= 0.0 AND attended <= 1.0", name="ck_tasks_attended"),
        sa.CheckConstraint("cycle_seconds >= 0.0", name="ck_tasks_cycle_seconds"),
        sa.CheckConstraint("hours_per_week >= 0.0", name="ck_tasks_hours_per_week"),
        sa.CheckConstraint("run_minutes >= 0.0", name="ck_tasks_run_minutes"),
        sa.CheckConstraint("scv >= 0.0", name="ck_tasks_scv"),
        sa.CheckConstraint("setup_minutes >= 0.0", name="ck_tasks_setup_minutes"),
        sa.ForeignKeyConstraint(["order"], ["orders.id"], name="fk_tasks_order", initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["skill"], ["skills.id"], name="fk_tasks_skill", initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["variant", "role"],
            ["roles.variant", "roles.id"],
            name="fk_tasks_role",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant", "unit", "machine"],
            ["machines.variant", "machines.unit", "machines.id"],
            name="fk_tasks_machine",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant", "unit"],
            ["units.variant", "units.id"],
            name="fk_tasks_unit",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_tasks_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
