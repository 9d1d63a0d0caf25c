using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Toast;

namespace AccountingSync.Services.Tests.Sources.Toast;

public sealed class Reading_toast_events : Reading_vendor_events<ToastFiles>
{
    [TestCase("order_updated-card-with-tip", "order_updated-kitchen-since", "order_updated-refund-of-an-item", "order_updated-refund-of-everything")]
    [TestCase("order_updated-card-with-tip", "order_updated-split")]
    public void tells_the_sale_in_the_same_way_whatever_else_changed(params string[] names) => TellTheSame(names);

    [Test]
    public void a_check_that_is_closed_again_is_a_later_revision_and_no_second_sale()
    {
        var first = Facts("order_updated-card-with-tip").Transactions[0];
        var again = Facts("order_updated-closed-again").Transactions[0];
        Assert.That((again.Id, first.Gross, again.Gross), Is.EqualTo((first.Id, 118m, 130.96m)));
        Assert.That(again.Revision, Is.EqualTo(first.Revision + (40 * 60)));
    }

    [Test]
    public void a_refund_that_grows_is_a_later_revision_of_it()
    {
        var part = Facts("order_updated-refund-of-an-item").Transactions[^1];
        var all = Facts("order_updated-refund-of-everything").Transactions[^1];
        Assert.That((all.Id, part.Gross, all.Gross), Is.EqualTo((part.Id, 43.20m, 118m)));
        Assert.That(all.Revision, Is.GreaterThan(part.Revision));
    }

    [Test]
    public void a_time_is_the_same_with_and_without_colon()
    {
        var with = Facts("order_updated-no-colon-needed").Transactions[0];
        Assert.That(with.Revision, Is.EqualTo(Facts("order_updated-card-with-tip").Transactions[0].Revision));
    }

    [TestCase("toast", "USD")]
    [TestCase("toast-cad", "CAD")]
    [TestCase("toast-gbp", "GBP")]
    [TestCase("toast-eur", "EUR")]
    public void the_kind_of_the_connection_says_which_currency_it_is(string kind, string currency)
    {
        var said = ToastSource
            .All.Single(source => source.Name == kind)
            .Read("till", ToastFiles.Golden.Bytes("derived/order_updated-card-with-tip.json"));
        Assert.That(((SourceEvent.Facts)said).Transactions.Select(fact => fact.Currency), Is.All.EqualTo(currency));
    }

    [Test]
    public void an_order_of_which_one_check_cannot_be_booked_is_held_whole()
    {
        var order = JsonNode.Parse(ToastFiles.Golden.Bytes("derived/order_updated-split.json"))!;
        order["details"]!["order"]!["checks"]![1]!["totalAmount"] = 20m;
        var said = ToastFiles.Read("", Encoding.UTF8.GetBytes(order.ToJsonString()));
        Assert.That(said, Is.InstanceOf<SourceEvent.Unknown>());
        Assert.That(((SourceEvent.Unknown)said).Reason, Does.Contain("add up to 21.60, and Toast says 20.00"));
    }

    [Test]
    public void names_no_guest_and_no_server()
    {
        foreach (var file in Files())
            Assert.That(SourceEventText.Of(ToastFiles.Read(file)), Does.Not.Contain("Burger").And.Not.Contain("RestaurantUser"));
    }

    [TestCaseSource(nameof(Files))]
    public void what_was_sold_is_what_was_paid(string file)
    {
        if (ToastFiles.Read(file) is not SourceEvent.Facts facts)
            return;
        foreach (var sale in facts.Transactions.Where(fact => fact.Kind == TransactionKind.Sale))
            Assert.That(
                sale.Items.Sum(item => item.Net) + sale.TaxTotal + sale.Tip + sale.Shipping,
                Is.EqualTo(sale.Gross).And.EqualTo(sale.Tenders.Sum(tender => tender.Amount))
            );
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"eventType":"order_updated","details":{}}""")]
    [TestCase("""{"guid":"1","details":{}}""")]
    [TestCase("""{"guid":"1","eventType":"order_updated"}""")]
    [TestCase("""{"guid":1,"eventType":"order_updated","details":{}}""")]
    [TestCase("""{"guid":"1","guid":"1","eventType":"order_updated","details":{}}""")]
    public void refuses_what_is_no_event(string body) =>
        Assert.That(ToastFiles.Read("", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(
            ToastSource.All[0].ReadFetched("toast", new WantedObject("order", "1"), "{}"u8.ToArray()),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );
}
