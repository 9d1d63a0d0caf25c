using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

public class Naming_a_discrepancy
{
    static readonly Subject Subject = new()
    {
        Source = "shop",
        TransactionId = "sale-1",
        Revision = 1,
        EntryId = Sides.EntryId,
        Connection = "books",
        PlatformId = "17",
    };

    [Test]
    public void every_type_has_a_name_that_reads_back() =>
        Assert.That(DiscrepancyTypes.All.Select(type => DiscrepancyTypes.Parse(DiscrepancyTypes.Name(type))), Is.EqualTo(DiscrepancyTypes.All));

    [Test]
    public void the_same_finding_has_the_same_id_for_good() =>
        Assert.That(
            DiscrepancyId.For("acme", DiscrepancyType.MissingInLedger, Subject),
            Is.EqualTo(DiscrepancyId.For("acme", DiscrepancyType.MissingInLedger, Subject with { EntryId = null, PlatformId = null }))
        );

    [Test]
    public void types_organisations_and_subjects_are_told_apart()
    {
        Guid[] ids =
        [
            .. DiscrepancyTypes.All.Select(type => DiscrepancyId.For("acme", type, Subject)),
            .. DiscrepancyTypes.All.Select(type => DiscrepancyId.For("other", type, Subject)),
            DiscrepancyId.For("acme", DiscrepancyType.MissingInLedger, Subject with { Revision = 2 }),
            DiscrepancyId.For("acme", DiscrepancyType.MissingInPlatform, Subject with { Connection = "other" }),
            DiscrepancyId.For("acme", DiscrepancyType.EditedInPlatform, Subject with { PlatformId = "18" }),
        ];

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void a_document_that_loses_our_key_stays_the_same_document() =>
        Assert.That(
            DiscrepancyId.For("acme", DiscrepancyType.EditedInPlatform, Subject with { EntryId = null, Source = null }),
            Is.EqualTo(DiscrepancyId.For("acme", DiscrepancyType.EditedInPlatform, Subject))
        );

    [Test]
    public void gives_every_type_an_id_of_its_own() =>
        Assert.That(DiscrepancyTypes.All.Select(type => DiscrepancyId.For("acme", type, Subject)), Is.Unique);
}
