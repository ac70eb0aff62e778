const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * What goes into another page to show a form in it, as high as it is at any time. The height comes from the form itself:
 * see features/public-form/embedding.ts.
 */
export const embedding = (link: { id: string; url: string }, title: string) =>
  `<iframe id="form-${link.id}" src="${attribute(link.url)}" title="${attribute(title)}"
  style="width:100%;height:480px;border:0" loading="lazy"></iframe>
<script>
  addEventListener('message', function (event) {
    var frame = document.getElementById('form-${link.id}')
    if (event.source === frame.contentWindow && event.data && event.data.type === 'concertmaster:height')
      frame.style.height = event.data.height + 'px'
  })
</script>`
