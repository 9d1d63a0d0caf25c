using System.Globalization;
using System.Xml.Linq;
using AccountingSync.Benchmarks.Results.Plots;

namespace AccountingSync.Services.Tests.Benchmarks;

public sealed class Drawing_the_results
{
    static readonly XElement Plot = Draw(
        ("live.posted_per_s", "1/s", [3_000, 2_000, 4_000]),
        ("plain_consumer.posted_per_s", "1/s", [750]),
        ("full_ledger_of_1000000.posted_per_s", "1/s", [1_500]),
        ("idle.live_p99_ms", "ms", [20, 40])
    );

    static XElement Draw(params (string Name, string Unit, double[] Runs)[] measured) =>
        XElement.Parse(ResultPlot.Draw(SampleResults.Document(measured)));

    static IEnumerable<XElement> Shapes(XElement plot, params string[] styles) =>
        plot.Elements().Where(shape => styles.Contains(shape.Attribute("class")?.Value));

    static double Number(XElement shape, string attribute) => double.Parse(shape.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    static IEnumerable<string> Texts(XElement plot) => plot.Elements(Svg.Space + "text").Select(text => text.Value);

    [Test]
    public void bars_are_as_long_as_their_medians_say()
    {
        var widths = Shapes(Plot, "ours", "other").Take(3).Select(bar => Number(bar, "width")).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(widths[1] / widths[0], Is.EqualTo(1_500d / 3_000).Within(0.001), "full ledger to live");
            Assert.That(widths[2] / widths[0], Is.EqualTo(750d / 3_000).Within(0.001), "plain consumer to live");
        });
    }

    [Test]
    public void whiskers_reach_from_the_lowest_run_to_the_highest()
    {
        var bar = Shapes(Plot, "ours").First();
        var whisker = Shapes(Plot, "whisker").First();
        var perSale = Number(bar, "width") / 3_000;
        Assert.Multiple(() =>
        {
            Assert.That(Number(whisker, "x1") - Number(bar, "x"), Is.EqualTo(2_000 * perSale).Within(0.1));
            Assert.That(Number(whisker, "x2") - Number(bar, "x"), Is.EqualTo(4_000 * perSale).Within(0.1));
        });
    }

    [Test]
    public void a_single_run_has_no_whisker() => Assert.That(Shapes(Draw(("live.posted_per_s", "1/s", [5])), "whisker"), Is.Empty);

    [Test]
    public void everything_lies_within_the_picture() =>
        Assert.Multiple(() =>
        {
            foreach (var box in Plot.Elements(Svg.Space + "rect"))
                Assert.That(Number(box, "x") + Number(box, "width"), Is.LessThanOrEqualTo(BarPanel.Width));
            foreach (var text in Plot.Elements(Svg.Space + "text"))
                Assert.That(Number(text, "y"), Is.InRange(0, Number(Plot, "height")));
        });

    [Test]
    public void labels_find_room_beside_the_bars()
    {
        const double widthOfLetter = 7.5;
        var labels = Plot.Elements(Svg.Space + "text").Where(text => text.Attribute("text-anchor")?.Value == "end");
        Assert.That(labels.Select(label => Number(label, "x") - label.Value.Length * widthOfLetter), Is.Not.Empty.And.All.Positive);
    }

    [Test]
    public void axes_name_their_units() => Assert.That(Texts(Plot), Is.SupersetOf(new[] { "entries a second (raw AMQP: messages)", "milliseconds" }));

    [Test]
    public void it_says_how_full_the_ledger_was() => Assert.That(Texts(Plot), Does.Contain("live lane, 1,000,000 stored"));

    [Test]
    public void it_says_on_what_machine_and_of_which_commit() =>
        Assert.That(
            Texts(Plot),
            Has.One.Contains("Some <fast> processor & more")
                .And.One.Contains("126 µs")
                .And.One.EqualTo("commit abc1234; medians of 3 runs, whiskers from the lowest to the highest")
        );

    [Test]
    public void what_was_not_measured_has_no_row() =>
        Assert.That(Texts(Draw(("live.posted_per_s", "1/s", [5]))), Has.None.Contains("hledger").And.None.EqualTo("milliseconds"));

    [TestCase(48_000)]
    [TestCase(7)]
    [TestCase(0.3)]
    public void an_axis_has_a_few_round_marks_and_room_for_the_highest(double highest)
    {
        var axis = Axis.For(highest, length: 500);
        Assert.Multiple(() =>
        {
            Assert.That(axis.End, Is.GreaterThanOrEqualTo(highest * 0.999));
            Assert.That(axis.Marks.Count(), Is.InRange(3, 9));
            Assert.That(axis.Place(axis.End), Is.EqualTo(500));
            Assert.That(axis.Place(0), Is.Zero);
        });
    }
}
