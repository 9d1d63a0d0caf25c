using System.Text;
using System.Xml.Linq;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>A document once without each of its elements, once with each of them twice, and once with each odd content in the place of theirs.</summary>
static class SpoiledXml
{
    public static IEnumerable<byte[]> Of(byte[] whole)
    {
        var root = XDocument.Load(new MemoryStream(whole, writable: false)).Root!;
        var elements = root.Descendants().Count();
        for (var i = 0; i < elements; i++)
            foreach (var spoil in Odd)
            {
                var copy = new XElement(root);
                spoil(copy.Descendants().ElementAt(i));
                yield return Encoding.UTF8.GetBytes(copy.ToString());
            }
    }

    static readonly Action<XElement>[] Odd =
    [
        element => element.Remove(),
        element => element.AddAfterSelf(new XElement(element)),
        element => element.ReplaceWith(new XElement(element.Name)),
        element => element.ReplaceWith(new XElement(element.Name, new XAttribute("nil", "true"))),
        element => element.ReplaceWith(new XElement(element.Name, "odd")),
        element => element.ReplaceWith(new XElement(element.Name, "-1.5")),
        element => element.ReplaceWith(new XElement(element.Name, "9999999999999999999999999999")),
        element => element.ReplaceWith(new XElement(element.Name, new XAttribute("type", "boolean"), "odd")),
        element => element.ReplaceWith(new XElement(element.Name, new XAttribute("type", "boolean"), "true")),
        element => element.ReplaceWith(new XElement(element.Name, new XAttribute("type", "array"), new XElement("item", "1"), "text")),
        element => element.ReplaceWith(new XElement(element.Name, new XElement("id", new XElement("id", "1")))),
    ];
}
