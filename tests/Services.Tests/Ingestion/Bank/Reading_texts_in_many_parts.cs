using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Ingestion.Files.Bank.Ofx;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

/// <summary>A text may be cut into as many parts as its writer likes, and that costs no more than the text is long.</summary>
public sealed class Reading_texts_in_many_parts
{
    const int Parts = 200_000;
    const string Part = "abcdefghijklmnopqrst";

    [Test, MaxTime(20_000)]
    public void xml() => Check(XmlFile.Root($"<a>{string.Concat(Enumerable.Repeat($"<![CDATA[{Part}]]>", Parts))}</a>"));

    [Test, MaxTime(20_000)]
    public void sgml() => Check(OfxSgml.Root($"<OFX>{string.Concat(Enumerable.Repeat($"{Part}<!x>", Parts))}</OFX>"));

    static void Check(FileElement element)
    {
        Assert.That(element.Text, Has.Length.EqualTo(Parts * Part.Length));
        Assert.That(element.Text, Does.EndWith(Part + Part));
        Assert.That(element.Children, Is.Empty);
    }
}
